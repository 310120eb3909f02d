import { type CrewSheet, crewRoutes, type Session, SiteFactRequest } from "@beket/api";
import { err, ok, overlaySite, type Result, siteFault, type StatedSiteFact } from "@beket/domain";
import { createHash } from "node:crypto";
import * as v from "valibot";
import { createEvidenceStore } from "../../../pwa/src/crew/adapters/evidence-store.ts";
import type { Receiver, ReceiverState } from "../../../pwa/src/crew/adapters/receiver.ts";
import type { Fix } from "../../../pwa/src/crew/model/track.ts";
import { createActs } from "../../../pwa/src/crew/state/acts.ts";
import { createLossBook } from "../../../pwa/src/crew/state/losses.ts";
import { createRecorder } from "../../../pwa/src/crew/state/recorder.ts";
import { createScreen } from "../../../pwa/src/crew/state/screen.ts";
import { createCrewSender } from "../../../pwa/src/crew/state/sending.ts";
import { createSheetKeeper } from "../../../pwa/src/crew/state/sheet-keeper.ts";
import { createTelling } from "../../../pwa/src/crew/state/telling.ts";
import { createWork } from "../../../pwa/src/crew/state/work.ts";
import type { EdgeClient, EdgeFailure } from "../../../pwa/src/field/edge/client.ts";
import { newId } from "../../../pwa/src/field/edge/new-id.ts";
import { createSealedValues } from "../../../pwa/src/field/state/sealed-values.ts";
import { createStation } from "../../../pwa/src/field/state/station.ts";
import type { Database, StoreName } from "../../../pwa/src/outbox/database.ts";
import { createIndexedDbStore } from "../../../pwa/src/outbox/indexeddb-store.ts";
import { createOutbox } from "../../../pwa/src/outbox/outbox.ts";
import { createVault, createVaultKey } from "../../../pwa/src/outbox/vault.ts";

export type Disk = { readonly stores: Map<StoreName, Map<string, unknown>>; isFull: boolean; readonly key: CryptoKey };
export const createDisk = async (): Promise<Disk> => ({ stores: new Map(), isFull: false, key: await createVaultKey(crypto) });

/** What a browser keeps: values are copied in and out, and what was put is there after a restart. */
function databaseOf(disk: Disk): Database {
  const rows = (store: StoreName): Map<string, unknown> => {
    const found = disk.stores.get(store) ?? new Map<string, unknown>();
    disk.stores.set(store, found);
    return found;
  };
  const write = (work: () => void): Promise<Result<null, { readonly code: "storage-failed" }>> => {
    if (disk.isFull) return Promise.resolve(err({ code: "storage-failed" }));
    work();
    return Promise.resolve(ok(null));
  };
  return {
    get: (store, key) => Promise.resolve(ok(structuredClone(rows(store).get(key)))),
    all: (store) => Promise.resolve(ok([...rows(store).values()].map((value) => structuredClone(value)))),
    put: (store, key, value) => write(() => void rows(store).set(key, structuredClone(value))),
    putAll: (store, entries) => write(() => entries.forEach(([key, value]) => rows(store).set(key, structuredClone(value)))),
    remove: (store, key) => write(() => void rows(store).delete(key)),
    replaceAll: (store, entries) =>
      write(() => {
        rows(store).clear();
        entries.forEach(([key, value]) => rows(store).set(key, structuredClone(value)));
      }),
  };
}

/** A node that judges by the domain's rules and holds everything in memory. `arrived`: what came, in its order. */
export function createNode(sheet: CrewSheet, now: () => number) {
  const facts: StatedSiteFact[] = [];
  const files = new Set<string>();
  const arrived: string[] = [];
  let [isAway, losesFiles, isFull, version] = [false, false, false, 1];
  const stateOf = (each: CrewSheet["sites"][number]) =>
    overlaySite(
      each.site,
      each.state,
      facts.filter((stated) => stated.fact.site === each.site.site),
    );
  const refused = (code: string): EdgeFailure => ({ kind: "refused", status: 422, code, title: code });
  const reach = <T>(work: () => Result<T, EdgeFailure>): Promise<Result<T, EdgeFailure>> =>
    Promise.resolve(isAway ? err({ kind: "unreachable" }) : work());
  function take({ id, occurredAt, fact }: SiteFactRequest): Result<unknown, EdgeFailure> {
    const known = sheet.sites.find((each) => each.site.site === fact.site);
    if (known === undefined) return err(refused("site.site-unknown"));
    const lacks = !isFull && fact.kind === "site-completion" && fact.evidence.some(({ sha256 }) => !files.has(sha256));
    const context = { site: known.site, plan: sheet.plan, state: stateOf(known), crew: fact.crew, occurredAt, now: now() };
    const fault = lacks ? "evidence-missing" : siteFault(fact, context);
    if (fault !== null) return err(refused(`site.${fault}`));
    if (facts.every((stated) => stated.id !== id)) facts.push({ id, occurredAt, fact });
    version += 1;
    arrived.push(fact.kind);
    return ok({ id, state: stateOf(known) });
  }
  const client: Pick<EdgeClient, "get" | "send" | "record" | "sendBytes"> = {
    get: (schema, path) =>
      reach(() => {
        const isKnown = path.endsWith(`?since=${version}`);
        const sites = sheet.sites.map((each) => ({ site: each.site, state: stateOf(each) }));
        return ok(v.parse(schema, isKnown ? null : { ...sheet, sites, version, asOf: now() }));
      }),
    send: (schema, _path, body) =>
      reach(() => {
        const taken = take(v.parse(SiteFactRequest, body));
        return taken.ok ? ok(v.parse(schema, taken.value)) : taken;
      }),
    record: (_path, body) => reach(() => take(v.parse(v.pipe(v.string(), v.parseJson(), SiteFactRequest), body))),
    sendBytes: (schema, path, mediaType, bytes) =>
      reach(() => {
        if (path !== crewRoutes.evidence) return err(refused("no-such-route"));
        if (isFull) return err({ ...refused("evidence-full"), status: 507 });
        const sha256 = createHash("sha256").update(bytes).digest("hex");
        if (!losesFiles) files.add(sha256);
        arrived.push(`file ${sha256}`);
        return ok(v.parse(schema, { sha256, sizeBytes: bytes.byteLength, mediaType }));
      }),
  };
  return {
    client,
    facts,
    files,
    arrived,
    fill: (full: boolean): void => void (isFull = full),
    loseFiles: (loses: boolean): void => void (losesFiles = loses),
    go: (away: boolean): void => void (isAway = away),
    /** Another crew's fact, as the network brings it. */
    hear(stated: StatedSiteFact): void {
      facts.push(stated);
      version += 1;
    },
  };
}
export type TestNode = ReturnType<typeof createNode>;

/** The crew's app without a browser, on a disk that outlives it. */
export async function startTablet(disk: Disk, node: TestNode, now: () => number, crew = "crew-01") {
  const [database, vault] = [databaseOf(disk), createVault(crypto, disk.key)];
  const values = createSealedValues(database, vault);
  const evidence = createEvidenceStore(database, vault, crypto);
  const station = createStation();
  const session: Session = { officer: "c-1", role: "crew", crew, lane: "base", tablet: "tablet-1", expiresAt: now() + 43_200_000 };
  station.session.value = session;
  const screen = createScreen(station, "", now);
  const ids = { newId: () => newId(now(), (bytes) => crypto.getRandomValues(new Uint8Array(bytes))), now };
  const keeper = createSheetKeeper({ screen, client: node.client, values: () => values });
  let running: Promise<void> = Promise.resolve();
  const outbox = createOutbox({
    store: createIndexedDbStore(database, vault),
    send: createCrewSender(node.client, () => evidence),
    officer: () => station.session.value?.officer ?? null,
    now,
    random: () => 1,
    alone: (work) => (running = work()),
    onChange: (state) => (station.outbox.value = state),
    onSent: (record, sent) => telling.onSent(record, sent),
    beforeForget: (record, body, sent) => telling.beforeForget(record, body, sent),
  });
  const telling = createTelling({ screen, client: node.client, keeper, outbox: () => outbox, evidence: () => evidence, ...ids });
  let hear: (fix: Fix) => void = () => undefined;
  let say: (state: ReceiverState) => void = () => undefined;
  const recorder = createRecorder({
    screen,
    values: () => values,
    receiver: (onFix, onState): Receiver => {
      [hear, say] = [onFix, onState];
      return { start: () => onState("asking"), stop: () => onState("off") };
    },
    stayAwake: () => undefined,
  });
  const shotOf = async (file: Blob) => ok({ bytes: new Uint8Array(await file.arrayBuffer()), mediaType: "image/jpeg" } as const);
  const work = createWork({
    ...{ screen, recorder, telling, shotOf, ...ids },
    values: () => values,
    evidence: () => evidence,
    outbox: () => outbox,
  });
  const acts = createActs({ screen, telling, ...ids });
  const lossBook = createLossBook(screen, () => values);
  await outbox.load();
  await lossBook.restore();
  await Promise.all([keeper.restore(), telling.restore(), work.restore()]);
  await work.settle();
  await recorder.restore();
  return {
    ...{ screen, keeper, telling, recorder, work, acts, lossBook, outbox, evidence },
    fix: (fix: Fix): void => hear(fix),
    receiver: (state: ReceiverState): void => say(state),
    photo: (site: string, role: "before" | "after", text: string) => work.addPhoto(site, role, new Blob([text])),
    /** Sends what can be sent, and waits until nothing moves. */
    deliver: async (): Promise<void> => {
      await outbox.wake();
      await running;
      await keeper.refresh();
    },
  };
}
export type Tablet = Awaited<ReturnType<typeof startTablet>>;
