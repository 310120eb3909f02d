import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createNodeCodec, createNodeCrypto, createPinVerifier, systemRandom } from "@beket/node-kit";
import { demoHealth } from "../city/health.ts";
import { inventSmallOrganisations } from "../city/small.ts";
import { inventSites, type PlannedSites } from "../city/sites.ts";
import { planCity, type City, type CitySize } from "../city/plan.ts";
import { placesOf } from "../city/posts.ts";
import { createRandom } from "../city/random.ts";
import { revokedText } from "../authority/revoked-file.ts";
import { keyFileText } from "../keys/key-file.ts";
import { layout } from "../layout.ts";
import { createProgrammeKeys } from "./keys.ts";
import { provision } from "./nodes.ts";
import { demoOfficers } from "./officers.ts";
import { demoStaff } from "./staff.ts";
import { recordCamera } from "./recording.ts";
import { createDemoSigners } from "./signers.ts";

export type PrepareOptions = {
  readonly folder: string;
  readonly seed: number;
  readonly now: number;
  readonly brokerUrl: string;
  readonly bridgeEdgePost: string;
  readonly size: CitySize;
  readonly progress: (line: string) => void;
};
/** Goes up when a folder of before lacks something that the programs now need, or a seed makes another city. */
export const markerFormat = "beket/demo/5";
export type Marker = {
  readonly format: typeof markerFormat;
  readonly seed: number;
  readonly createdAt: number;
  readonly size: CitySize;
  readonly post: string;
};

const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

// Secrets are readable by their owner only, also in a demo: people copy demos.
const write = (path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
};
const lines = (rows: readonly unknown[]): string => `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;

/** Permits begin an hour before the folder was made, in whole minutes, so that the city's plan follows from seed and time. */
export const cityOf = (marker: Pick<Marker, "seed" | "createdAt" | "size">): City =>
  planCity(marker.seed, Math.floor(marker.createdAt / 60_000) * 60_000 - 3_600_000, marker.size);

/** The sites and crews of the same city. */
export const sitesOf = (marker: Pick<Marker, "seed">): PlannedSites => inventSites(createRandom(marker.seed).fork("sites"));

/** Fills an empty folder with keys, posts, officers, organisations, signers and recordings. The marker comes last, so a half-made folder is made again. */
export const prepareFolder = async (options: PrepareOptions): Promise<Marker> => {
  const { folder, seed, now, progress, size } = options;
  const at = layout(folder);
  const marker: Marker = { format: markerFormat, seed, createdAt: now, size, post: options.bridgeEdgePost };
  const crypto = createNodeCrypto();
  const city = cityOf(marker);
  progress(
    `inventing a city: ${city.posts.length} posts, ${city.organisations.length} organisations, ${size.permits} permits to apply for`,
  );
  const keys = createProgrammeKeys(
    { crypto, codec: createNodeCodec(), random: systemRandom, now },
    city.posts.map((post) => post.post),
  );
  const { nodes, central } = provision(city.posts, keys, { brokerUrl: options.brokerUrl, random: systemRandom, sha256Hex });
  write(at.central.keys, JSON.stringify(central));
  for (const node of nodes) write(at.edge(node.post).node, JSON.stringify(node));
  write(at.central.organisations, lines([...city.organisations, ...inventSmallOrganisations(seed)]));
  write(at.central.places, JSON.stringify(placesOf(city.posts)));
  write(at.central.regimes, JSON.stringify([city.regime]));
  write(at.central.health, JSON.stringify(demoHealth));
  write(at.central.staff, lines(await demoStaff(createPinVerifier)));
  write(at.central.sites, JSON.stringify(sitesOf(marker).collection));
  write(at.central.operatorToken, hex(systemRandom(32)));

  progress("making keys and certificates of heads, authorities and officers");
  const signers = createDemoSigners(city, now, (length) => systemRandom(length));
  for (const [name, signer] of Object.entries(signers.ncalayer)) write(join(at.ncalayerKeys, `${name}.json`), keyFileText(signer));
  for (const { authority, signer } of signers.authorities) {
    write(join(at.authorityKeys, `${authority}.json`), keyFileText(signer));
    // Acts are also signed at the authority's own screens, through NCALayer.
    write(join(at.ncalayerKeys, `authority-${authority}.json`), keyFileText(signer));
  }
  const { issuing, responder, timestampAuthority, root } = signers.authority;
  const issuers = [issuing.certificate, root.certificate];
  write(at.authority.issuing, keyFileText({ ...issuing, issuers: [root.certificate] }));
  write(at.authority.responder, keyFileText({ ...responder, issuers }));
  write(at.authority.timestamps, keyFileText({ ...timestampAuthority, issuers }));
  write(at.authority.revoked, revokedText(signers.revoked));
  const service = signers.authorities.find(({ authority }) => authority === "akimat");
  if (service !== undefined) write(at.central.serviceKey, keyFileText(service.signer));
  write(at.central.authorities, lines(signers.authorities.map(({ authority, bin, may }) => ({ authority, bin, may }))));
  write(join(at.central.trust, "demo-root.cer"), root.certificate);
  write(join(at.central.trust, "intermediates", "demo-issuing.cer"), issuing.certificate);
  write(join(at.central.trust, "demo-root.crl"), signers.rootList);
  write(at.central.officers, lines(await demoOfficers(city.posts, createPinVerifier)));

  const node = nodes.find((one) => one.post === options.bridgeEdgePost);
  if (node === undefined) throw new Error("the demo's post is not in the city");
  const devices = node.deviceTokens.map((token) => ({
    ...token,
    driver: "isapi-anpr",
    pushSecret: hex(systemRandom(32)),
    config: { silentAfterMs: 60_000 },
  }));
  write(at.bridge.devices, JSON.stringify({ format: "beket/devices/1", devices }));
  const plates = city.applications
    .filter((one) => one.ledger === node.ledger)
    .flatMap((one) => one.vehicles.map((vehicle) => vehicle.plate));
  for (const device of devices)
    write(at.bridge.recording(device.device), recordCamera(plates, createRandom(seed).fork(device.device), 200));
  write(`${at.marker}.new`, JSON.stringify(marker));
  renameSync(`${at.marker}.new`, at.marker);
  return marker;
};
