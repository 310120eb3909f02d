import { describe, expect, it } from "vitest";
import { createWorld } from "./world.ts";

// Octets of a valid message are bent one at a time: all of the framing at its start, and a sample of the rest.
// Nothing in such a message is free: it is signed, or it selects what is verified. So no bent message may pass.

describe.each([
  ["GOST 34.10-2015", createWorld("gost512", "mutation")],
  ["RSA-2048", createWorld("rsa", "mutation")],
] as const)("a message signed with %s", (_name, world) => {
  it.each([
    ["detached", true],
    ["attached", false],
  ] as const)("[ED36] %s never passes with an octet changed", (_form, detached) => {
    const cms = world.sign({ ...world.leaf({}), signingCertificateV2: true }, { detached });
    const crls = [world.crl(), world.rootCrl()];
    expect(world.validate(cms, { crls }).indication).toBe("TOTAL_PASSED");
    const passed: number[] = [];
    let tried = 0;
    for (const [start, bit] of [0x01, 0x80, 0x20].entries()) {
      for (let at = start; at < cms.length; at += at < 64 ? 1 : 19) {
        const bent = Uint8Array.from(cms);
        bent[at] = (bent[at] ?? 0) ^ bit;
        tried += 1;
        if (world.validate(bent, { crls }).indication === "TOTAL_PASSED") passed.push(at);
      }
    }
    expect(tried).toBeGreaterThan(100);
    expect(passed).toEqual([]);
  });
});
