import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import * as v from "valibot";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Numbers = v.array(v.string());
/** How far the seed came. An application that was submitted and not noted is submitted again as a new one: its rows are then duplicates and refused, not issued twice. */
const Progress = v.strictObject({
  /** The sites are planned and given to crews; whoever changed that since keeps it. */
  planned: v.boolean(),
  /** The daily cards of the days before are typed. */
  cards: v.boolean(),
  acts: Count,
  /** The organisation that the base does not know has applied. */
  newcomer: v.optional(v.boolean(), false),
  applications: Count,
  permits: Count,
  /** Permits to revoke at the end, by application. */
  revocable: v.array(v.strictObject({ application: Count, numbers: Numbers })),
  revoked: Count,
  /** Permit of the person who is told to people who try the demo. */
  shown: v.optional(v.nullable(v.string()), null),
  done: v.boolean(),
});
export type Progress = v.InferOutput<typeof Progress>;

export const readProgress = (path: string): Progress =>
  existsSync(path)
    ? v.parse(Progress, JSON.parse(readFileSync(path, "utf8")))
    : {
        planned: false,
        cards: false,
        acts: 0,
        newcomer: false,
        applications: 0,
        permits: 0,
        revocable: [],
        revoked: 0,
        shown: null,
        done: false,
      };

export const writeProgress = (path: string, progress: Progress): void => {
  writeFileSync(`${path}.new`, JSON.stringify(progress), { mode: 0o600 });
  renameSync(`${path}.new`, path);
};
