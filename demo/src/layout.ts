import { join } from "node:path";

/** Where everything of a demo lies below its data folder. Programs get single paths; only the demo knows the whole. */
export const layout = (folder: string) => ({
  marker: join(folder, "city.json"),
  central: {
    keys: join(folder, "central", "keys.json"),
    organisations: join(folder, "central", "organisations.ndjson"),
    officers: join(folder, "central", "officers.ndjson"),
    regimes: join(folder, "central", "regimes.json"),
    authorities: join(folder, "central", "authorities.ndjson"),
    /** Under which the service exempts small organisations in the akimat's name. */
    serviceKey: join(folder, "central", "service-key.json"),
    places: join(folder, "central", "places.json"),
    health: join(folder, "central", "health.json"),
    staff: join(folder, "central", "staff.ndjson"),
    sites: join(folder, "central", "sites.geojson"),
    trust: join(folder, "central", "trust"),
    data: join(folder, "central", "data"),
    evidence: join(folder, "central", "evidence.json"),
    operatorToken: join(folder, "central", "operator-token"),
  },
  edge: (post: string) => ({ node: join(folder, "posts", post, "node.json"), data: join(folder, "posts", post, "data") }),
  bridge: {
    devices: join(folder, "bridge", "devices.json"),
    recording: (device: string) => join(folder, "bridge", `${device}.recording.ndjson`),
  },
  ncalayerKeys: join(folder, "ncalayer"),
  authorityKeys: join(folder, "authority"),
  authority: {
    issuing: join(folder, "authority", "issuing-ca.json"),
    responder: join(folder, "authority", "ocsp-responder.json"),
    timestamps: join(folder, "authority", "time-stamp-authority.json"),
    revoked: join(folder, "authority", "revoked.json"),
  },
  worksProgress: join(folder, "works-progress.json"),
  seedProgress: join(folder, "seed-progress.json"),
  tryThese: join(folder, "try-these.txt"),
});
export type Layout = ReturnType<typeof layout>;
