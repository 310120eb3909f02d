import type { CentralKeysFile, NodeFile } from "@beket/api";
import type { RandomPort } from "@beket/replication";
import type { Post } from "../city/posts.ts";
import type { ProgrammeKeys } from "./keys.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const scopeNames = { city: "city-almaty-1", roadblock: "roadblock-almaty-1", common: "common-almaty-1", sites: "sites-almaty-1" } as const;

export type Provisioned = {
  readonly nodes: readonly NodeFile[];
  readonly central: CentralKeysFile;
};

/** The file of each post's node and central's file that knows them all. The first roadblock may also explain from the city's ledger. */
export const provision = (
  posts: readonly Post[],
  keys: ProgrammeKeys,
  deps: { readonly brokerUrl: string; readonly random: RandomPort; readonly sha256Hex: (text: string) => string },
): Provisioned => {
  const scope = (ledger: keyof typeof scopeNames) => ({ scope: scopeNames[ledger], key: keys.scopeKeys[ledger] });
  const nodes = posts.map((post, index): NodeFile => {
    const explains = index === 0 ? { other: scope(post.ledger === "city" ? "roadblock" : "city") } : {};
    return {
      format: "beket/node/1",
      mode: "demo",
      source: post.post,
      post: post.post,
      name: post.name,
      ledger: post.ledger,
      areas: [...post.areas],
      lanes: post.lanes.map((lane) => ({ ...lane })),
      duties: [...post.duties],
      place: post.place,
      broker: { url: deps.brokerUrl, username: post.post, password: hex(deps.random(24)) },
      shard: "0",
      rootPublicKey: keys.rootPublicKey,
      keySet: keys.keySet,
      eventPublicKey: keys.eventPublicKey,
      signingSeed: keys.sourceSeed(post.post),
      scopes: {
        ledger: scope(post.ledger),
        common: scope("common"),
        ...explains,
        ...(post.duties.includes("crews") ? { sites: scope("sites") } : {}),
      },
      deviceTokens: post.lanes
        .filter((lane) => lane.camera)
        .map((lane) => ({ device: `cam-${lane.lane}`, lane: lane.lane, token: hex(deps.random(32)) })),
    };
  });
  return {
    nodes,
    central: {
      format: "beket/central-keys/1",
      mode: "demo",
      city: "almaty",
      rootPublicKey: keys.rootPublicKey,
      keySet: keys.keySet,
      registrySeed: keys.registrySeed,
      ackSeed: keys.ackSeed,
      passSeed: keys.passSeed,
      eventSecretKey: keys.eventSecretKey,
      scopes: { city: scope("city"), roadblock: scope("roadblock"), common: scope("common"), sites: scope("sites") },
      sources: nodes.map((node) => ({
        source: node.source,
        post: node.post,
        username: node.source,
        passwordSha256: deps.sha256Hex(node.broker.password ?? ""),
      })),
    },
  };
};
