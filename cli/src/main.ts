import { commands } from "./commands/catalogue.ts";
import { exitCode } from "./exit-codes.ts";

const version = "0.1.0";
const width = Math.max(...commands.map((command) => command.name.length));
const help = `beket ${version} — permits for a city under quarantine, verdicts at its roadblocks without a network

Usage: beket <command> [options]

Commands
${commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`).join("\n")}

"beket <command> --help" tells more. Exit codes: 0 done, 1 failed, 2 cannot run (configuration, taken port), 3 usage;
"eds ...": 0 passed, 1 failed, 2 indeterminate, 3 usage.
`;

const args = process.argv.slice(2);
const named = commands.find((command) => {
  const words = command.name.split(" ");
  return words.every((word, index) => args[index] === word);
});

if (named !== undefined) {
  const rest = args.slice(named.name.split(" ").length);
  // Programs print the help of their own options; the others have theirs here.
  if (rest.includes("--help") && named.help !== "") process.stdout.write(named.help);
  else process.exitCode = await named.run(rest);
} else if (args.length === 0 || args[0] === "--help" || args[0] === "help") {
  process.stdout.write(help);
  process.exitCode = args.length === 0 ? exitCode.usage : exitCode.done;
} else if (args[0] === "--version") {
  process.stdout.write(`${version}\n`);
} else {
  const near = commands.filter((command) => command.name.startsWith(`${args[0]} `)).map((command) => `"beket ${command.name}"`);
  const hint = near.length === 0 ? '"beket --help" lists them' : `there is ${near.join(", ")}`;
  process.stderr.write(`beket: there is no command "${args.join(" ").slice(0, 60)}"; ${hint}\n`);
  process.exitCode = exitCode.usage;
}
