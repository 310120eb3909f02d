import { describe, expect, it } from "vitest";
import { configHelp, configLines, readConfig, type ConfigTable } from "@beket/node-kit";

const table = {
  port: { kind: "integer", env: "EDGE_PORT", flag: "port", min: 0, max: 65_535, default: 8_080, doc: "Where the officer app is served." },
  dataFolder: { kind: "path", env: "EDGE_DATA", flag: "data", doc: "Folder of the journal and the replicas." },
  brokerUrl: { kind: "url", env: "EDGE_BROKER", flag: "broker", default: null, doc: "MQTT broker." },
  pin: { kind: "text", env: "EDGE_PIN", flag: "pin", secret: true, default: null, doc: "Pin of the demo officer." },
  mode: {
    kind: "choice",
    env: "EDGE_MODE",
    flag: "mode",
    choices: ["demo", "production"],
    default: "production",
    doc: "Which checks are strict.",
  },
  verbose: { kind: "flag", env: "EDGE_VERBOSE", flag: "verbose", default: false, doc: "More lines in the log." },
} as const satisfies ConfigTable;

describe("configuration", () => {
  it("[AP1] flags win over the environment, and that over defaults", () => {
    const env = { EDGE_PORT: "9000", EDGE_DATA: "/srv/a", EDGE_VERBOSE: "yes", EDGE_PIN: "" };
    const outcome = readConfig(table, env, ["--port=9100", "--broker", "mqtt://h:1883", "--no-verbose", "--mode", "demo"]);
    expect(outcome).toEqual({
      ok: true,
      value: { port: 9_100, dataFolder: "/srv/a", brokerUrl: "mqtt://h:1883", pin: null, mode: "demo", verbose: false },
    });
    expect(readConfig(table, { EDGE_DATA: "d" }, ["--verbose"])).toEqual({
      ok: true,
      value: { port: 8_080, dataFolder: "d", brokerUrl: null, pin: null, mode: "production", verbose: true },
    });
  });

  it("[AP1] reports all faults at once", () => {
    const outcome = readConfig(table, { EDGE_PORT: "70000", EDGE_BROKER: "not a url", EDGE_MODE: "test", EDGE_VERBOSE: "maybe" }, [
      "--colour",
      "x",
      "--mode",
    ]);
    expect(outcome.ok).toBe(false);
    if (outcome.ok) return;
    expect(outcome.error.map(({ code, option }) => [code, option])).toEqual([
      ["unknown-flag", "colour"],
      ["unexpected-argument", "argument 2"],
      ["missing", "mode"],
      ["out-of-range", "port"],
      ["missing", "dataFolder"],
      ["bad-value", "brokerUrl"],
      ["bad-value", "mode"],
      ["bad-value", "verbose"],
    ]);
    expect(outcome.error.every(({ line }) => line.length > 0 && !line.includes("\n"))).toBe(true);
  });

  it("[AP1] takes whole numbers only", () => {
    for (const text of ["1.5", "1e3", "0x10", " 8", "", "--", "９"]) {
      const outcome = readConfig(table, { EDGE_DATA: "d" }, [`--port=${text}`]);
      expect([text, outcome.ok]).toEqual([text, false]);
    }
  });

  it("[AP2] shows no secret, neither in faults nor in listings nor in help", () => {
    const strict = {
      ...table,
      code: { kind: "integer", env: "EDGE_CODE", flag: "code", min: 0, max: 9, secret: true, default: 7, doc: "A code." },
    } as const satisfies ConfigTable;
    const faults = readConfig(strict, { EDGE_DATA: "d", EDGE_CODE: "hunter2" }, []);
    expect(JSON.stringify(faults)).not.toContain("hunter2");
    const outcome = readConfig(table, { EDGE_DATA: "d", EDGE_PIN: "hunter2", EDGE_BROKER: "mqtts://edge:hunter2@h:8883" }, []);
    if (!outcome.ok) throw new Error("the configuration is good");
    const lines = configLines(table, outcome.value);
    expect(lines.join("\n")).not.toContain("hunter2");
    expect(lines).toContain("pin = (secret)");
    expect(lines).toContain("port = 8080");
    expect(configHelp(strict)).not.toContain("default 7");
    expect(configHelp(strict)).toContain("--broker <url>");
  });
});
