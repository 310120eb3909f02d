import { parseBundle, revalidate } from "@beket/eds";
import { parseRevalidateArguments } from "./arguments.ts";
import { edsUsage, evidenceOf, exitCodeOf, readBytes } from "./files.ts";
import { reportJson } from "./print.ts";
import { remarks } from "./text/phrases.ts";
import { askedForText, reportText } from "./text/report-text.ts";

/** Validates again what a bundle of evidence holds, with the anchors of today's verifier, and says whether the report is still the same. */
export const revalidateFile = async (args: readonly string[]): Promise<number> => {
  const parsed = parseRevalidateArguments(args);
  if (!parsed.ok) return edsUsage("revalidate", parsed.error);
  const given = parsed.value;
  try {
    const evidence = evidenceOf(given);
    if (!evidence.ok) return edsUsage("revalidate", evidence.error);
    const bundle = parseBundle(readBytes(given.bundle));
    if (!bundle.ok) return edsUsage("revalidate", [`${given.bundle} is not a bundle of evidence (${bundle.error.code})`]);
    const document = given.document === null ? undefined : readBytes(given.document);
    const { report, same } = revalidate(bundle.value, evidence.value.trustAnchors, document);
    const { policy, expected } = bundle.value.context;
    if (given.json) process.stdout.write(`${JSON.stringify({ same, context: { policy, expected }, report: reportJson(report) })}\n`);
    else {
      const { reader } = given;
      const outcome = remarks[same ? "same" : "another"][reader.language];
      process.stdout.write(`${outcome}\n${askedForText(policy, expected, reader)}\n${reportText(report, reader)}`);
    }
    // A bundle brings its own policy: with one for tests it proves nothing to production, whatever it comes to.
    if (given.production && !policy.production) {
      process.stderr.write("beket eds revalidate: the bundle was judged FOR TESTS, which production does not believe\n");
      return exitCodeOf.INDETERMINATE;
    }
    return same ? exitCodeOf[report.indication] : exitCodeOf.INDETERMINATE;
  } catch (error) {
    return edsUsage("revalidate", [error instanceof Error ? error.message : "a file cannot be read"]);
  }
};
