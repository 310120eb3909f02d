import { parseRegime, regimeAt, type Regime } from "@beket/domain";

/** Every regime ever in force is kept: a verdict is replayed by the regime of its day (I3). */
export type RegimeStore = { readonly all: () => readonly Regime[]; readonly add: (regimes: readonly Regime[]) => void };
export type RegimeFault = { readonly code: string; readonly at: string };
export type RegimeImport = { readonly added: number; readonly faults: readonly RegimeFault[] };

/** Adds regimes of new versions; refuses all when one is invalid or would change a version that may already have judged somebody. */
export function importRegimes(store: RegimeStore, input: unknown, fits: (regime: Regime) => boolean): RegimeImport {
  const list = Array.isArray(input) ? input : [input];
  const known = new Map(store.all().map((regime) => [regime.version, regime]));
  const faults: RegimeFault[] = [];
  const fresh: Regime[] = [];
  for (const [index, item] of list.entries()) {
    const parsed = parseRegime(item);
    if (!parsed.ok) {
      faults.push(...parsed.error.map((fault) => ({ code: fault.code, at: `${index}.${fault.at}` })));
      continue;
    }
    const old = known.get(parsed.value.version);
    if (!fits(parsed.value)) faults.push({ code: "too-large-for-posts", at: String(index) });
    else if (old === undefined) {
      fresh.push(parsed.value);
      known.set(parsed.value.version, parsed.value);
    } else if (JSON.stringify(old) !== JSON.stringify(parsed.value)) faults.push({ code: "version-changed", at: String(index) });
  }
  if (faults.length > 0) return { added: 0, faults };
  if (fresh.length > 0) store.add(fresh);
  return { added: fresh.length, faults };
}

/** The regime in force now, without parsing the store again for every question. */
export function createRegimes(store: RegimeStore) {
  let cached: readonly Regime[] | null = null;
  const all = (): readonly Regime[] => (cached ??= store.all());
  return {
    all,
    at: (ms: number): Regime | null => regimeAt(all(), ms),
    byVersion: (version: number): Regime | null => all().find((regime) => regime.version === version) ?? null,
    changed: (): void => {
      cached = null;
    },
  };
}
export type Regimes = ReturnType<typeof createRegimes>;
