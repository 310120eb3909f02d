/** Where the ten roads enter the city, and the middle of each district, about as on the ground: longitude, latitude. */
const entries = [
  [76.6244, 43.1995],
  [77.2401, 43.3022],
  [77.0709, 43.8681],
  [76.8402, 43.3654],
  [77.4602, 43.3551],
  [76.9603, 43.3987],
  [76.6031, 43.3502],
  [76.9954, 43.4421],
  [77.0801, 43.1502],
  [77.0583, 43.1606],
] as const;
const districtCentres = [
  [76.8302, 43.2901],
  [76.9304, 43.2489],
  [76.8523, 43.2201],
  [76.9012, 43.2098],
  [76.9401, 43.2904],
  [76.9703, 43.2205],
  [76.7904, 43.2203],
  [76.9902, 43.3301],
] as const;

const near = (points: readonly (readonly [number, number])[], index: number, ring: number): readonly [number, number] => {
  const [longitude, latitude] = points[index % points.length] ?? [76.9, 43.24];
  const angle = ring * 2.4;
  const away = 0.004 * ring;
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
  return [rounded(longitude + away * Math.cos(angle)), rounded(latitude + away * Math.sin(angle) * 0.7)];
};
export const roadblockAt = (index: number): readonly [number, number] => near(entries, index, 2 * Math.floor(index / entries.length));
export const barrierAt = (district: number, number: number): readonly [number, number] => near(districtCentres, district, 3 * number);
