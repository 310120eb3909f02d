/** One command of the tool. `run` returns the exit code; it writes results to stdout and faults to stderr. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  readonly run: (args: readonly string[]) => Promise<number>;
};
