import { districts } from "./posts.ts";
import { crewOf } from "./sites.ts";

/** The disinfection crews of the demo, one for each district. */
export const crewCodes: readonly string[] = districts.map((_, index) => crewOf(index));
