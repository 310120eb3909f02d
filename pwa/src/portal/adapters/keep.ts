import { ApplicationView, SignedSubmission } from "@beket/api";
import { ApplicationGroup, ledgers } from "@beket/domain";
import * as v from "valibot";
import type { Draft } from "../model/draft.ts";

/** An application sent from this browser. No name, identifier or organisation: whoever opens the browser learns nothing of people. */
const KeptApplication = v.strictObject({
  id: ApplicationView.entries.id,
  secret: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  ledger: v.picklist(ledgers),
  sentAt: v.number(),
  rows: v.number(),
  state: ApplicationView.entries.state,
});
export type KeptApplication = v.InferOutput<typeof KeptApplication>;

const Short = v.pipe(v.string(), v.maxLength(200));
const Codes = v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(64));
const Rows = <const T extends v.GenericSchema>(row: T) => v.pipe(v.array(row), v.maxLength(10_000));
/** A draft of an older version of this page that no longer fits is dropped, never half-read. */
const KeptDraft = v.strictObject({
  bin: v.pipe(v.string(), v.maxLength(40)),
  activity: v.optional(v.pipe(v.string(), v.maxLength(5)), ""),
  organisationName: v.optional(Short, ""),
  ledger: v.nullable(v.picklist(ledgers)),
  purpose: v.nullable(v.pipe(v.string(), v.maxLength(40))),
  firstDay: v.pipe(v.string(), v.maxLength(10)),
  lastDay: v.pipe(v.string(), v.maxLength(10)),
  days: v.number(),
  allDay: v.boolean(),
  fromTime: v.pipe(v.string(), v.maxLength(5)),
  toTime: v.pipe(v.string(), v.maxLength(5)),
  places: v.variant("kind", [
    v.strictObject({ kind: v.literal("everywhere") }),
    v.strictObject({ kind: v.literal("posts"), posts: Codes }),
    v.strictObject({ kind: v.literal("areas"), areas: Codes }),
  ]),
  persons: Rows(
    v.strictObject({
      id: v.number(),
      name: Short,
      scheme: v.picklist(["iin", "doc"]),
      country: Short,
      value: Short,
      job: v.exactOptional(Short),
      group: v.exactOptional(Short),
      employer: v.exactOptional(Short),
    }),
  ),
  vehicles: Rows(
    v.strictObject({
      id: v.number(),
      plate: Short,
      country: Short,
      description: v.exactOptional(Short),
      group: v.exactOptional(Short),
      owner: v.exactOptional(Short),
    }),
  ),
  groups: v.optional(v.pipe(v.array(ApplicationGroup), v.maxLength(500)), []),
  remove: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(16))), v.maxLength(10_000)), []),
  removeReason: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40))), null),
  newTerms: v.optional(v.boolean(), false),
  nextId: v.number(),
});

/** What this browser keeps. Every method settles; a browser that keeps nothing answers false or empty. */
export type Keep = {
  readonly draft: () => Promise<Draft | null>;
  readonly keepDraft: (draft: Draft) => Promise<boolean>;
  readonly dropDraft: () => Promise<boolean>;
  readonly unsent: () => Promise<SignedSubmission | null>;
  readonly keepUnsent: (submission: SignedSubmission) => Promise<boolean>;
  readonly dropUnsent: () => Promise<boolean>;
  readonly applications: () => Promise<readonly KeptApplication[]>;
  readonly keepApplication: (application: KeptApplication) => Promise<boolean>;
  readonly dropApplication: (id: string) => Promise<boolean>;
};

const stores = ["draft", "unsent", "applications"] as const;
type Store = (typeof stores)[number];
const onlyKey = "only";

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("storage")));
  });

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener("upgradeneeded", () => {
    for (const store of stores) request.result.createObjectStore(store);
  });
  return settled(request);
}

/** Opens the browser's database. `strict` durability: a draft that was shown as kept survives a crash of the computer. */
export function createKeep(name = "beket-portal"): Keep {
  const database = open(name);
  // Each call below meets the failure itself; without this line the browser would report it as unhandled.
  database.catch(() => null);

  const read = async (store: Store, all: boolean): Promise<readonly unknown[]> => {
    try {
      const from = (await database).transaction(store, "readonly").objectStore(store);
      return all ? await settled<unknown[]>(from.getAll()) : [await settled<unknown>(from.get(onlyKey))];
    } catch {
      return [];
    }
  };
  const write = async (store: Store, change: (to: IDBObjectStore) => void): Promise<boolean> => {
    try {
      const transaction = (await database).transaction(store, "readwrite", { durability: "strict" });
      change(transaction.objectStore(store));
      return await new Promise<boolean>((resolve) => {
        transaction.addEventListener("complete", () => resolve(true));
        transaction.addEventListener("abort", () => resolve(false));
        transaction.addEventListener("error", () => resolve(false));
      });
    } catch {
      return false;
    }
  };
  const one = async <T>(store: Store, schema: v.GenericSchema<unknown, T>): Promise<T | null> => {
    const parsed = v.safeParse(schema, (await read(store, false))[0]);
    return parsed.success ? parsed.output : null;
  };

  return {
    draft: () => one("draft", KeptDraft),
    keepDraft: (draft) => write("draft", (to) => to.put(draft, onlyKey)),
    dropDraft: () => write("draft", (to) => to.delete(onlyKey)),
    unsent: () => one("unsent", SignedSubmission),
    keepUnsent: (submission) => write("unsent", (to) => to.put(submission, onlyKey)),
    dropUnsent: () => write("unsent", (to) => to.delete(onlyKey)),
    applications: async () => {
      const rows = await read("applications", true);
      const kept = rows.flatMap((row) => {
        const parsed = v.safeParse(KeptApplication, row);
        return parsed.success ? [parsed.output] : [];
      });
      return kept.toSorted((a, b) => b.sentAt - a.sentAt);
    },
    keepApplication: (application) => write("applications", (to) => to.put(application, application.id)),
    dropApplication: (id) => write("applications", (to) => to.delete(id)),
  };
}
