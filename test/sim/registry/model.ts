import type { ApplicationView } from "@beket/api";

/** What the heads were told, and therefore what must be so: kept by nothing but the answers. */
export type Expected = { readonly number: string; readonly subject: string; active: boolean };
export type ModelApplication = { readonly application: string; readonly bin: string; readonly permits: Expected[]; revision: number };

export function createModel() {
  const applications = new Map<string, ModelApplication>();
  /** Rows written to the scope: one a permit, one each time that it changes. */
  let written = 0;
  const issuedIn = (view: ApplicationView, subjects: readonly string[]): Expected[] =>
    view.permits.flatMap(({ number, index }) => (number === null ? [] : [{ number, subject: subjects[index] ?? "?", active: true }]));
  return {
    applied: (application: string, bin: string, view: ApplicationView, subjects: readonly string[]): void => {
      const permits = issuedIn(view, subjects);
      written += permits.length;
      if (permits.length > 0) applications.set(application, { application, bin, permits, revision: 0 });
    },
    changed: (application: string, view: ApplicationView, removed: readonly string[], subjects: readonly string[]): void => {
      const one = applications.get(application);
      if (one === undefined || view.change === undefined) return;
      one.revision += 1;
      for (const permit of one.permits) if (removed.includes(permit.number)) permit.active = false;
      written += view.change.revoked + view.change.amended;
      const added = issuedIn(view, subjects);
      written += added.length;
      one.permits.push(...added);
    },
    revoked: (numbers: readonly string[], count: number): void => {
      written += count;
      for (const { permits } of applications.values())
        for (const permit of permits) if (numbers.includes(permit.number)) permit.active = false;
    },
    of: (bin: string): readonly ModelApplication[] => [...applications.values()].filter((one) => one.bin === bin),
    all: (): readonly ModelApplication[] => [...applications.values()],
    activePeople: (bin: string): ReadonlySet<string> =>
      new Set(
        [...applications.values()]
          .filter((one) => one.bin === bin)
          .flatMap(({ permits }) => permits.filter(({ active }) => active).map(({ subject }) => subject)),
      ),
    written: (): number => written,
  };
}
export type Model = ReturnType<typeof createModel>;

/** The same numbers for the same seed. */
export function createDice(seed: number) {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    some: <T>(from: readonly T[], count: number): readonly T[] => {
      const left = [...from];
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(int(left.length), 1)).flat();
    },
  };
}
export type Dice = ReturnType<typeof createDice>;
