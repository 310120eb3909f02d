import type { Draft, DraftBody, DraftList, DraftStart } from "@beket/api";

export type DraftContent = Omit<DraftBody, "revision">;
export type StoredDraft = {
  readonly draft: string;
  /** BIN, or IIN of a sole proprietor. */
  readonly organisation: string;
  readonly kind: DraftStart["kind"];
  readonly application: string | null;
  readonly state: Draft["state"];
  /** Counts what was saved; who saves says which one was read. */
  readonly revision: number;
  readonly updatedAt: number;
  /** As the certificate writes the name. */
  readonly preparedBy: string;
  readonly submission: string | null;
  readonly content: DraftContent;
};
export type DraftHead = DraftList["drafts"][number];

/** Every method is one durable transaction. */
export type DraftStore = {
  /** Newest first; without those that were discarded. */
  readonly list: (organisation: string, limit: number) => readonly DraftHead[];
  readonly find: (organisation: string, draft: string) => StoredDraft | null;
  /** Of the drafts that are edited or ready. */
  readonly load: (organisation: string) => { readonly drafts: number; readonly bytes: number };
  readonly insert: (draft: StoredDraft) => void;
  /** Writes the next revision where the present one is `revision` and it is being edited; false: it is another by now. */
  readonly save: (draft: StoredDraft, revision: number) => boolean;
  readonly move: (draft: string, from: readonly Draft["state"][], to: Draft["state"], at: number) => boolean;
  /** Empties the content of a discarded draft: nobody needs the people on it. */
  readonly discard: (draft: string, at: number) => boolean;
  /** A document was made of the draft. */
  readonly handedOut: (draft: string, nonce: string) => void;
  /** The document of this nonce came signed: its draft is signed. Inside the caller's transaction. */
  readonly signed: (nonce: string, submission: string, at: number) => void;
  /** The signature did not stand: its draft is ready again. Inside the caller's transaction. */
  readonly freed: (submission: string, at: number) => void;
  /** Forgets drafts that nobody touched since, and those that are closed since; how many. */
  readonly purge: (openBefore: number, closedBefore: number) => number;
};
