// Prints the golden vectors. Run once, by hand, when a format changes on purpose: bun test/golden/make-formats.ts > test/golden/formats.json
import { buildVectors } from "../unit/replication/support/vectors.ts";

console.log(JSON.stringify(buildVectors(), null, 2));
