import type { MapSite } from "@beket/api";
import { useMemo, useState } from "preact/hooks";
import { count, say } from "../../i18n/index.ts";
import { LookSign, siteLookNames, siteLookStyles } from "../../map/index.ts";
import { Field } from "../../ui/index.ts";
import { findSites } from "../model/map-data.ts";
import { map as w } from "../words/plan.ts";

const shownMost = 60;

export function SiteLook({ look }: { readonly look: MapSite["properties"]["look"] }) {
  const style = siteLookStyles.find((one) => one.look === look);
  return (
    <span class="site-look">
      {style === undefined ? null : <LookSign style={style} />}
      {say(siteLookNames[look])}
    </span>
  );
}

/** The map in words: sites by need, to be found and picked with keys alone. */
export function SiteList(props: {
  readonly sites: readonly MapSite[];
  readonly hidden: ReadonlySet<string>;
  readonly picked: ReadonlySet<string>;
  readonly onPick: (site: string) => void;
}) {
  const [typed, setTyped] = useState("");
  const found = useMemo(() => findSites(props.sites, typed, props.hidden, shownMost), [props.sites, typed, props.hidden]);
  return (
    <div class="site-list">
      <Field label={say(w.find)} type="search" inputMode="search" value={typed} maxLength={60} onInput={setTyped} />
      <p class="small soft" role="status">
        {say(w.listHint(count(found.length), count(props.sites.length)))}
      </p>
      <ul class="site-rows" aria-label={say(w.list)}>
        {found.map(({ properties: { site, name, look } }) => (
          <li key={site}>
            <button type="button" class="site-row" aria-pressed={props.picked.has(site)} onClick={() => props.onPick(site)}>
              <span class="site-row-name">{name}</span>
              <SiteLook look={look} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
