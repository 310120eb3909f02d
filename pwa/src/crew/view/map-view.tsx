import { type SiteLook, siteLooks } from "@beket/domain";
import { useComputed, useSignal } from "@preact/signals";
import { language, say } from "../../i18n/index.ts";
import { CityMap, Legend, siteLookNames, siteLookOrder, siteLookStyles } from "../../map/index.ts";
import { siteWords } from "../words/sites.ts";
import { isWide, useApp } from "./context.ts";
import { Locate } from "./lists.tsx";
import "./map-view.css";
import type { Listed } from "../model/order.ts";

const isLook = (name: string): name is SiteLook => siteLooks.some((look) => look === name);

/** The sites as they look at this moment, and where this tablet is. The list beside it says the same in words. */
export function MapView() {
  const { screen, open } = useApp();
  const hidden = useSignal<ReadonlySet<string>>(new Set());
  const all = useComputed((): readonly Listed[] => {
    const listed = new Map(
      [...screen.reviews.value.map((review) => review.listed), ...screen.next.value].map((each) => [each.site.site, each]),
    );
    return [...listed.values()];
  });
  const features = useComputed(() =>
    all.value.map(({ site, look }) => ({ id: site.site, name: site.name, geometry: site.geometry, look })),
  );
  const outlines = useComputed(() =>
    (screen.ownSheet.value?.sectors ?? []).flatMap(({ sector, name, geometry }) =>
      geometry === null ? [] : [{ id: sector, name: name[language.value], geometry }],
    ),
  );
  const own = useComputed(() => {
    const fix = screen.own.value;
    return fix === null ? null : { at: fix.position, accuracyM: fix.accuracyM };
  });
  const place = screen.place.value;
  const picked = useComputed(() => new Set("site" in screen.place.value ? [screen.place.value.site] : []));
  const counts = new Map(siteLookOrder.map((look) => [look, all.value.filter((each) => each.look === look).length]));
  const toggle = (look: string): void => {
    const next = new Set(hidden.value);
    if (!next.delete(look)) next.add(look);
    hidden.value = next;
  };
  return (
    <div class="map-view" data-testid="map-view" data-place={place.kind}>
      {isWide.value ? null : <h1 class="unseen">{say(siteWords.tabs.map)}</h1>}
      <div class="map-view-map">
        <CityMap
          label={say(siteWords.mapTitle)}
          data={{
            features: features.value,
            outlines: outlines.value,
            points: noPoints,
            looks: siteLookStyles,
            hidden: hidden.value,
            picked: picked.value,
            own: own.value,
          }}
          pick={{ onPick: (id) => id !== null && open({ kind: "site", site: id }), onPickPoint: () => undefined }}
        />
      </div>
      {isWide.value ? null : <Locate />}
      <Legend
        label={say(siteWords.legend)}
        looks={siteLookStyles.flatMap((style) =>
          isLook(style.look) && (counts.get(style.look) ?? 0) > 0
            ? [{ ...style, name: say(siteLookNames[style.look]), count: counts.get(style.look) ?? 0 }]
            : [],
        )}
        hidden={hidden.value}
        onToggle={toggle}
      />
    </div>
  );
}
const noPoints = [] as const;
