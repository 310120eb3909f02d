import type { MapPost, MapSite } from "@beket/api";
import { useMemo, useState } from "preact/hooks";
import { count, say } from "../../i18n/index.ts";
import { CityMap, Legend, type MapData, type MapPoint, siteLookNames, siteLookOrder, siteLookStyles } from "../../map/index.ts";
import { Button, Card, Icon } from "../../ui/index.ts";
import { createPoll } from "../adapters/poll.ts";
import { useCentre, usePoll } from "../context.ts";
import { lateAfterMs, mapRefreshMs, refreshMs } from "../model/freshness.ts";
import { countLooks, postPoints } from "../model/map-data.ts";
import { FreshMark, Heading, StaleBand, useFreshness } from "../parts/basics.tsx";
import { moment } from "../parts/format.ts";
import { PanelTable } from "../parts/panel-table.tsx";
import { SiteList, SiteLook } from "../parts/site-list.tsx";
import { useCity } from "../parts/use-city.ts";
import { columnNames } from "../words/panels.ts";
import { kindNames, map as w } from "../words/plan.ts";

const noPoints: readonly MapPoint[] = [];

/** The whole city: sites by look, sectors, posts by their queue; what is pressed is told beside the map. */
export function MapScreen() {
  const centre = useCentre();
  const city = useCity();
  const postPoll = useMemo(() => createPoll({ load: centre.central.mapPosts, everyMs: refreshMs, timers: centre.timers }), [centre]);
  const posts = usePoll(postPoll);
  // Sites come once a minute: they are late only after more than that.
  const [siteFreshness, postFreshness] = [useFreshness([city.polled], mapRefreshMs + lateAfterMs), useFreshness([posts])];
  const freshness = siteFreshness.kind === "fresh" ? postFreshness : siteFreshness;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [withPosts, setWithPosts] = useState(true);
  const [site, setSite] = useState<string | null>(null);
  const [post, setPost] = useState<string | null>(null);

  const names = centre.postName;
  const places = centre.places.value;
  const points = useMemo(
    () =>
      posts.value === null
        ? noPoints
        : postPoints(posts.value, (code, waiting) => ({
            label: waiting === null ? "" : count(waiting),
            name: say(waiting === null ? w.queueUnknown(names(code)) : w.queueOf(names(code), count(waiting))),
          })),
    [posts.value, places],
  );
  const picked = useMemo(() => new Set(site === null ? [] : [site]), [site]);
  const { features, outlines } = city;
  const data: MapData = useMemo(
    () => ({ features, outlines, points: withPosts ? points : noPoints, looks: siteLookStyles, hidden, picked, own: null }),
    [features, outlines, points, withPosts, hidden, picked],
  );
  const counts = useMemo(() => countLooks(city.sites), [city.sites]);
  const toggle = (look: string): void => {
    const next = new Set(hidden);
    if (!next.delete(look)) next.add(look);
    setHidden(next);
  };
  const pickSite = (id: string | null): void => {
    setSite(id);
    setPost(null);
  };
  const pickPost = (id: string): void => {
    setPost(id);
    setSite(null);
  };
  const shownSite = city.sites.find(({ properties }) => properties.site === site);
  const shownPost = posts.value?.features.find(({ properties }) => properties.post === post);
  return (
    <>
      <Heading aside={<FreshMark state={freshness} />}>{say(w.heading)}</Heading>
      <StaleBand
        state={freshness}
        onRetry={() => {
          void city.poll.refresh();
          void postPoll.refresh();
        }}
      />
      <div class="map-screen">
        <div class="map-stage">
          <CityMap label={say(w.label)} data={data} pick={{ onPick: pickSite, onPickPoint: pickPost }} />
        </div>
        <div class="map-side">
          {shownSite === undefined ? null : <SiteCard site={shownSite} onClose={() => setSite(null)} />}
          {shownPost === undefined ? null : <PostCard post={shownPost} onClose={() => setPost(null)} />}
          <section class="stack">
            <h2 class="panel-title">{say(w.legend)}</h2>
            <p class="small soft">{say(w.legendHint)}</p>
            <Legend
              label={say(w.legend)}
              looks={siteLookOrder.flatMap((look) =>
                siteLookStyles
                  .filter((style) => style.look === look)
                  .map((style) => ({ ...style, name: say(siteLookNames[look]), count: counts[look] })),
              )}
              hidden={hidden}
              onToggle={toggle}
            />
            <label class="check-line">
              <input type="checkbox" checked={withPosts} onChange={(event) => setWithPosts(event.currentTarget.checked)} />
              {say(w.showPosts)}
            </label>
          </section>
          {city.polled.value !== null && city.sites.length === 0 ? <p class="soft">{say(w.none)}</p> : null}
          {city.sites.length === 0 ? null : <SiteList sites={city.sites} hidden={hidden} picked={picked} onPick={pickSite} />}
        </div>
      </div>
      <PanelTable panel="sites" range="day" />
    </>
  );
}

function SiteCard({ site: { properties: site }, onClose }: { readonly site: MapSite; readonly onClose: () => void }) {
  const centre = useCentre();
  return (
    <div data-testid="site-card" role="status">
      <Card title={site.name}>
        <dl class="facts">
          <div>
            <dt>{say(w.look)}</dt>
            <dd>
              <SiteLook look={site.look} />
            </dd>
          </div>
          {site.until === null ? null : (
            <div>
              <dt>{say(w.until)}</dt>
              <dd>{moment(site.until, centre)}</dd>
            </div>
          )}
          <div>
            <dt>{say(w.kind)}</dt>
            <dd>{say(kindNames[site.kind])}</dd>
          </div>
          <div>
            <dt>{say(w.sector)}</dt>
            <dd>{site.sector}</dd>
          </div>
          <div>
            <dt>{say(w.assigned)}</dt>
            <dd>{site.assigned ?? say(w.nobody)}</dd>
          </div>
          {site.crew === null ? null : (
            <div>
              <dt>{say(w.crew)}</dt>
              <dd>{site.crew}</dd>
            </div>
          )}
        </dl>
        {site.focal ? (
          <p class="focal">
            <Icon name="alert" />
            {say(w.focal)}
          </p>
        ) : null}
        <Button size="small" icon="cross" onClick={onClose}>
          {say(w.close)}
        </Button>
      </Card>
    </div>
  );
}

const postFacts = ["vehiclesWaiting", "allow", "refer", "deny", "passages", "refusals", "openReferrals"] as const;
const factColumns = { vehiclesWaiting: "vehicles-waiting", openReferrals: "referrals" } as const;

function PostCard({ post: { properties: post }, onClose }: { readonly post: MapPost; readonly onClose: () => void }) {
  const centre = useCentre();
  const nameOf = (fact: (typeof postFacts)[number]): string => {
    const column = fact === "vehiclesWaiting" || fact === "openReferrals" ? factColumns[fact] : fact;
    const known = columnNames[column];
    return known === undefined ? column : say(known);
  };
  return (
    <div data-testid="post-card" role="status">
      <Card title={centre.postName(post.post)}>
        <dl class="facts">
          {postFacts.map((fact) => {
            const value = post[fact];
            return (
              <div key={fact}>
                <dt>{nameOf(fact)}</dt>
                <dd>{value === null ? "–" : count(value)}</dd>
              </div>
            );
          })}
          {post.countedAt === null ? null : (
            <div>
              <dt>{say(columnNames["counted-at"] ?? w.until)}</dt>
              <dd>{moment(post.countedAt, centre)}</dd>
            </div>
          )}
        </dl>
        <Button size="small" icon="cross" onClick={onClose}>
          {say(w.close)}
        </Button>
      </Card>
    </div>
  );
}
