import { type Border, createBorder, type StatedFact } from "@beket/domain";

//  add ──► waiting ──edge takes it, or the log brings it──► confirmed
//            │   ▲
//    refuse  ▼   │ release (a person sends it again)
//          refused ──drop (a person gives it up)──► gone

export type OwnFact = {
  readonly stated: StatedFact;
  readonly standing: "waiting" | "refused";
  /** Why the edge refused it: a stable code. */
  readonly code: string | null;
};

/**
 * The post as this tablet sees it: the facts of the post's log and its own. Own facts count at once; one that the edge refuses is taken
 * out of the fold and kept aside. The fold takes facts in any order, so only taking one out needs a new one.
 */
export function createLedger() {
  let border = createBorder();
  const confirmed = new Map<string, StatedFact>();
  const own = new Map<string, OwnFact>();

  const rebuild = (): void => {
    border = createBorder();
    for (const stated of confirmed.values()) border.apply(stated);
    for (const { stated, standing } of own.values()) if (standing === "waiting") border.apply(stated);
  };

  return {
    border: (): Border => border,
    /** Facts that the post's log holds. An own one among them is settled. */
    confirm(facts: readonly StatedFact[]): void {
      for (const stated of facts) {
        own.delete(stated.id);
        confirmed.set(stated.id, stated);
        border.apply(stated);
      }
    },
    /** An own fact; one that the log already has is not own any more. */
    add(stated: StatedFact, refusal: string | null = null): void {
      if (confirmed.has(stated.id)) return;
      own.set(stated.id, { stated, standing: refusal === null ? "waiting" : "refused", code: refusal });
      if (refusal === null) border.apply(stated);
    },
    refuse(id: string, code: string): void {
      const known = own.get(id);
      if (known === undefined || known.standing === "refused") return;
      own.set(id, { ...known, standing: "refused", code });
      rebuild();
    },
    release(id: string): void {
      const known = own.get(id);
      if (known?.standing !== "refused") return;
      own.set(id, { ...known, standing: "waiting", code: null });
      border.apply(known.stated);
    },
    drop(id: string): void {
      if (own.delete(id)) rebuild();
    },
    /** The log is another one: only what it says counts, and own facts that wait. */
    replaceConfirmed(facts: readonly StatedFact[]): void {
      confirmed.clear();
      for (const stated of facts) {
        own.delete(stated.id);
        confirmed.set(stated.id, stated);
      }
      rebuild();
    },
    own: (): readonly OwnFact[] => [...own.values()],
    fact: (id: string): StatedFact | null => own.get(id)?.stated ?? confirmed.get(id) ?? null,
  };
}
export type Ledger = ReturnType<typeof createLedger>;
