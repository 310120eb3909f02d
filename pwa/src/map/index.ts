export { CityMap } from "./city-map.tsx";
export { Legend, LookSign } from "./legend.tsx";
export { siteLookNames, siteLookOrder, siteLookStyles } from "./looks.ts";
export type { LookStyle, MapData, MapFeature, MapOutline, MapPick, MapPoint, OwnPosition, Pattern } from "./types.ts";
