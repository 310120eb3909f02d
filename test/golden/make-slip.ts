// Prints the golden slip. Run once, by hand, when the format changes on purpose: bun test/golden/make-slip.ts > test/golden/slip.json
import { goldenSlip } from "../unit/border/support/slips.ts";

console.log(JSON.stringify(goldenSlip(), null, 2));
