import { generatedTargets } from "./generated-corpus.ts";
import { nationalTargets } from "./national-corpus.ts";
import type { Target } from "./targets.ts";

/** Generated originals, and those of the national CA where their folder is named. */
export const allTargets = (nationalFolder: string | undefined): readonly Target[] => [
  ...generatedTargets(),
  ...(nationalFolder === undefined ? [] : nationalTargets(nationalFolder)),
];
