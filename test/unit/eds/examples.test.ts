import { describe, expect, it } from "vitest";
import { keepBundle } from "../../../packages/eds/examples/keep-bundle.ts";
import { logIn } from "../../../packages/eds/examples/log-in.ts";
import { readReport } from "../../../packages/eds/examples/read-report.ts";
import { validatePath } from "../../../packages/eds/examples/validate-path.ts";
import { validatePermit } from "../../../packages/eds/examples/validate-permit.ts";
import { now, seeded } from "./world.ts";

describe("the examples run", () => {
  it("[ED154] validate a permit", () => {
    expect(validatePermit(seeded("permit"), now, "first-head").indication).toBe("TOTAL_PASSED");
    expect(validatePermit(seeded("permit"), now, "employee").reason).toBe("eds.role.employee");
  });

  it("[ED154] read a report in Kazakh", () => {
    const lines = readReport(seeded("report"), now, "kk");
    expect(lines.slice(0, 2)).toEqual(["Қолтаңбаның жарамдылығы дәлелденбеді.", "Бұл — қызметкердің кілті. Бірінші басшы қол қоюы керек."]);
    expect(lines).toContain("EN 319 102-1 5.2.7 Криптографиялық тексеру: Тексеруден өтті");
    expect(lines).toContain("EN 319 102-1 5.2.8 Қолтаңбаның талаптарға сәйкестігі: Дәлелденбеді");
  });

  it("[ED154] keep a bundle and validate it again", () => {
    const { asItWas, yearsLater } = keepBundle(seeded("bundle"), now);
    expect(asItWas).toMatchObject({ same: true, report: { indication: "TOTAL_PASSED" } });
    expect(yearsLater).toMatchObject({ indication: "TOTAL_PASSED", signatures: [{ bestSignatureTimeFrom: "receipt" }] });
  });

  it("[ED154] log in", () => {
    const { login, asApplication } = logIn(seeded("login"), now);
    expect(login).toMatchObject({ indication: "TOTAL_PASSED", signer: { roles: ["individual"] } });
    expect(asApplication.reason).toBe("eds.policy.document-type");
  });

  it("[ED154] validate a certificate path", () => {
    const { whole, withoutLists } = validatePath(seeded("path"), now);
    expect(whole.indication).toBe("TOTAL_PASSED");
    expect(withoutLists).toMatchObject({ indication: "INDETERMINATE", subIndication: "TRY_LATER", waits: true });
  });
});
