const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** The report as JSON: evidence as hex, so that it can be kept and checked by other tools. */
export const reportJson = (report: unknown): unknown =>
  JSON.parse(JSON.stringify(report, (_key, value: unknown) => (value instanceof Uint8Array ? hex(value) : value)));
