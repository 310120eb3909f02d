import type { Preparers } from "@beket/api";
import { err, iinKey, ok, parseIin, type Result } from "@beket/domain";
import type { PreparersPort } from "../access/types.ts";
import type { AuditPort, View } from "../audit/types.ts";

type Preparer = Preparers["preparers"][number];
export type PreparerStore = PreparersPort & {
  readonly of: (organisation: string) => readonly Preparer[];
  /** The whole list, in one transaction. */
  readonly replace: (organisation: string, preparers: readonly Preparer[]) => void;
};

/** Who may prepare for an organisation: named by its head, each with an own EDS. They never sign. */
export function createPreparers(store: PreparerStore, audit: AuditPort) {
  return {
    list: (organisation: string, by: View["by"]): Preparers => {
      const preparers = [...store.of(organisation)];
      const subjects = preparers.flatMap(({ iin }) => subjectOf(iin));
      if (subjects.length > 0) audit.viewed({ by, what: "preparers", subjects, about: null, reason: null });
      return { preparers };
    },
    /** Refuses the whole list where one is no IIN or stands there twice. */
    replace: (organisation: string, { preparers }: Preparers): Result<Preparers, "iin-invalid"> => {
      const known = new Set<string>();
      for (const { iin } of preparers) {
        if (!parseIin(iin).ok || known.has(iin)) return err("iin-invalid");
        known.add(iin);
      }
      store.replace(
        organisation,
        preparers.map(({ iin, name }) => ({ iin, name: name.replaceAll(/\p{Cc}/gu, " ").trim() })),
      );
      return ok({ preparers: [...store.of(organisation)] });
    },
  };
}
export type PreparerDesk = ReturnType<typeof createPreparers>;

function subjectOf(text: string) {
  const iin = parseIin(text);
  return iin.ok ? [iinKey(iin.value)] : [];
}
