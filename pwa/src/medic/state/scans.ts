import type { BorderView } from "@beket/domain";
import { signal } from "@preact/signals";
import * as v from "valibot";
import { kitCode, readBoxLabel } from "../model/cassette.ts";
import { Route } from "../model/route.ts";
import { meaningOfScan, type ScanMeaning } from "../model/scan-meaning.ts";
import { emptyPerson, withScan } from "../model/person-draft.ts";
import type { DraftKeeper } from "./draft.ts";

export type ScansDeps = {
  readonly border: () => BorderView;
  readonly keeper: DraftKeeper;
  readonly go: (route: Route) => void;
  readonly now: () => number;
};
/** A screen that takes a scan itself. False: it is not for this screen, and goes where its meaning says. */
export type ScanTaker = (text: string, meaning: ScanMeaning) => boolean;

/** Where a scanned text goes: first to the open screen, else to the screen that it is about. */
export function createScans({ border, keeper, go, now }: ScansDeps) {
  let taker: ScanTaker | null = null;
  /** The last scan that nobody could use, for a word about it. */
  const strange = signal<ScanMeaning["kind"] | null>(null);

  function open(meaning: ScanMeaning): void {
    switch (meaning.kind) {
      case "reading":
        return go({ kind: "reading", test: meaning.test.test, cassette: meaning.cassette });
      case "spent":
        return go({ kind: "person", person: meaning.test.person });
      case "specimen":
        return go({ kind: "pcr-result", test: meaning.test.test, specimen: meaning.test.pcr?.specimen ?? null });
      case "person":
        return go({ kind: "person", person: meaning.person.person });
      case "slip":
        keeper.set({ note: meaning.text });
        return go({ kind: "slip-check" });
      case "document":
        return register(meaning.text);
      case "code":
      case "unknown":
        strange.value = meaning.kind;
    }
  }

  /** A new document on an arrival's board is somebody to register there. */
  function register(text: string): void {
    const { route, like } = keeper.draft.peek();
    const arrival = route.kind === "arrival" || route.kind === "manifest" ? route.arrival : null;
    if (arrival === null && route.kind !== "arrival") {
      strange.value = "document";
      return;
    }
    const from = arrival === null ? "" : (border().arrival(arrival)?.opened.countryFrom ?? "");
    const form = withScan(emptyPerson({ category: like.category, countryFrom: from }), text, now());
    if (form === null) return;
    keeper.set({ person: { arrival, form } });
    go({ kind: "person-form", arrival, person: null });
  }

  return {
    strange,
    take(text: string): void {
      strange.value = null;
      const meaning = meaningOfScan(border(), text);
      if (taker?.(text, meaning) !== true) open(meaning);
    },
    /** The open screen takes scans until the returned function is called. */
    listen(next: ScanTaker): () => void {
      taker = next;
      return () => {
        if (taker === next) taker = null;
      };
    },
    routeOf(state: unknown): Route | null {
      const parsed = v.safeParse(Route, state);
      return parsed.success ? parsed.output : null;
    },
    /** A new cassette's code: the serial number where the label tells one, else the whole text. */
    cassetteOf: (text: string): string | null => readBoxLabel(text).serial ?? kitCode(text),
  };
}
export type Scans = ReturnType<typeof createScans>;
