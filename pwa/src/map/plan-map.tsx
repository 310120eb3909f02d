import { useMemo, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { say } from "../i18n/index.ts";
import type { MapTheme } from "./layers.ts";
import { boundsOfData, distanceTo, middleOf, pathOf, planOf } from "./plan.ts";
import type { MapData, MapPick, Pattern } from "./types.ts";
import { mapWords } from "./words.ts";

const unitsWide = 1_000;
const dashOf: Readonly<Record<Pattern, string>> = {
  solid: "none",
  stripes: "10 3",
  "back-stripes": "6 3",
  dots: "1.5 3",
  cross: "3 2",
  grid: "9 2 2 2",
  bars: "2 6",
  empty: "1 5",
};

/** The same map as an SVG plan, for a browser without WebGL: one path a look, so that a whole city stays light. */
export function PlanMap(props: { readonly label: string; readonly data: MapData; readonly theme: MapTheme; readonly pick: MapPick }) {
  const { data, theme, pick } = props;
  const [zoom, setZoom] = useState(1);
  const plan = useMemo(() => {
    const bounds = boundsOfData(data);
    return bounds === null ? null : planOf(bounds, unitsWide, 48);
  }, [data.features, data.outlines, data.points]);
  const paths = useMemo(() => {
    if (plan === null) return new Map<string, string>();
    const byLook = new Map<string, string[]>();
    for (const { look, geometry } of data.features) {
      const known = byLook.get(look);
      if (known === undefined) byLook.set(look, [pathOf(geometry, plan, 3)]);
      else known.push(pathOf(geometry, plan, 3));
    }
    return new Map([...byLook].map(([look, parts]) => [look, parts.join("")]));
  }, [data.features, plan]);
  if (plan === null) return <p class="map-empty soft">{say(mapWords.nothing)}</p>;

  const press = (event: MouseEvent): void => {
    const svg = event.currentTarget;
    if (!(svg instanceof SVGSVGElement)) return;
    const box = svg.getBoundingClientRect();
    const unitsPerPx = plan.width / box.width;
    const at = [(event.clientX - box.left) * unitsPerPx, (event.clientY - box.top) * unitsPerPx] as const;
    let nearest: { readonly id: string; readonly distance: number } | null = null;
    for (const feature of data.features) {
      if (data.hidden.has(feature.look)) continue;
      const distance = distanceTo(feature.geometry, at, plan);
      if (distance <= 10 * unitsPerPx && (nearest === null || distance < nearest.distance)) nearest = { id: feature.id, distance };
    }
    pick.onPick(nearest?.id ?? null);
  };
  const shown = data.looks.filter(({ look }) => !data.hidden.has(look));
  return (
    <>
      <div class="map-plan-scroll" tabIndex={0} role="region" aria-label={props.label}>
        <svg
          class="map-plan"
          viewBox={`0 0 ${plan.width} ${plan.height}`}
          width={`${zoom * 100}%`}
          role="img"
          aria-label={props.label}
          onClick={press}
        >
          {data.outlines.map(({ id, geometry }) => (
            <path key={id} class="map-plan-outline" d={pathOf(geometry, plan, 3)} />
          ))}
          {shown.map((style) => (
            <path
              key={style.look}
              d={paths.get(style.look) ?? ""}
              stroke={style[theme]}
              stroke-width={2.5 / zoom}
              stroke-dasharray={dashOf[style.pattern]}
              fill={style[theme]}
              fill-opacity={style.pattern === "empty" ? 0 : 0.18}
              fill-rule="evenodd"
            />
          ))}
          {data.features
            .filter(({ id }) => data.picked.has(id))
            .map(({ id, geometry }) => (
              <path key={id} class="map-plan-picked" d={pathOf(geometry, plan, 5)} stroke-width={5 / zoom} />
            ))}
          {data.own === null ? null : <path class="map-plan-own" d={pathOf({ type: "Point", coordinates: data.own.at }, plan, 6 / zoom)} />}
          {zoom < 2 && data.outlines.length > 60
            ? null
            : data.outlines.map(({ id, name, geometry }) => {
                const [x, y] = plan.point(middleOf(geometry));
                return (
                  <text key={id} class="map-plan-name" x={x} y={y} font-size={15 / zoom} text-anchor="middle">
                    {name}
                  </text>
                );
              })}
          {data.points.map((point) => {
            const [x, y] = plan.point(point.at);
            return (
              <g key={point.id} class={`map-plan-point map-point-${point.tone}`} transform={`translate(${x} ${y})`}>
                <circle r={point.radiusPx / zoom} />
                <text font-size={14 / zoom} text-anchor="middle" dominant-baseline="central">
                  {point.label}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <div class="map-buttons">
        <Button size="small" icon="plus" iconOnly onClick={() => setZoom(Math.min(8, zoom * 1.5))}>
          {say(mapWords.zoomIn)}
        </Button>
        <Button size="small" icon="minus" iconOnly onClick={() => setZoom(Math.max(1, zoom / 1.5))}>
          {say(mapWords.zoomOut)}
        </Button>
      </div>
    </>
  );
}
