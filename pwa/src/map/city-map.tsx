import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { say } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { isDark } from "./dark.ts";
import "./map.css";
import { PlanMap } from "./plan-map.tsx";
import { boundsOfData } from "./plan.ts";
import type { MapData, MapPick } from "./types.ts";
import type { LiveMap } from "./web-map.ts";
import { mapWords } from "./words.ts";

const canDraw = (): boolean => document.createElement("canvas").getContext("webgl2") !== null;

/**
 * A map of GeoJSON with looks, nothing from anybody's server. The heavy part is loaded when the first map is shown; without WebGL the
 * same data stand as a plan. Give `data` parts that keep their identity while they do not change. `label` names the map to a screen
 * reader; beside it must stand a list that says the same, since a canvas says nothing.
 */
export function CityMap({ label, data, pick }: { readonly label: string; readonly data: MapData; readonly pick: MapPick }) {
  const container = useRef<HTMLDivElement>(null);
  const live = useRef<LiveMap | null>(null);
  const latest = useRef({ data, pick });
  latest.current = { data, pick };
  const [state, setState] = useState<"loading" | "live" | "plan">(() => (canDraw() ? "loading" : "plan"));
  const theme = isDark.value ? "dark" : "light";

  useEffect(() => {
    if (state === "plan") return;
    let ended = false;
    import("./web-map.ts")
      .then(({ createWebMap }) => {
        if (ended || container.current === null) return;
        live.current = createWebMap({
          container: container.current,
          label,
          pick: () => latest.current.pick,
          onGone: () => setState("plan"),
        });
        live.current.update(latest.current.data, isDark.value ? "dark" : "light");
        setState("live");
      })
      // A part that did not load or graphics that refuse: the plan needs neither.
      .catch(() => setState("plan"));
    return () => {
      ended = true;
      live.current?.end();
      live.current = null;
    };
  }, [state === "plan"]);
  useEffect(() => live.current?.update(data, theme), [data, theme]);

  const whole = useMemo(() => boundsOfData(data), [data.features, data.outlines, data.points]);
  if (state === "plan")
    return (
      <div class="map" data-testid="map" data-state="plan">
        <PlanMap label={label} data={data} theme={theme} pick={pick} />
        <p class="map-note small">{say(mapWords.plain)}</p>
      </div>
    );
  return (
    <div class="map" data-testid="map" data-state={state}>
      <div class="map-canvas" ref={container} />
      {state === "loading" ? (
        <p class="map-note small" role="status">
          {say(mapWords.loading)}
        </p>
      ) : null}
      <div class="map-buttons">
        <Button size="small" icon="plus" iconOnly onClick={() => live.current?.zoomBy(1)}>
          {say(mapWords.zoomIn)}
        </Button>
        <Button size="small" icon="minus" iconOnly onClick={() => live.current?.zoomBy(-1)}>
          {say(mapWords.zoomOut)}
        </Button>
        <Button size="small" icon="scan" iconOnly onClick={() => whole !== null && live.current?.fit(whole)}>
          {say(mapWords.whole)}
        </Button>
      </div>
    </div>
  );
}
