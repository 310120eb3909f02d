import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkCatalogue,
  checkCodes,
  detailedReport,
  indicationWords,
  permitPolicy,
  reasonWords,
  simpleReport,
  validateSignature,
  withTestAnchors,
  type Check,
  type Reaction,
  type RelaxableCode,
  type Sentence,
  type ValidationPolicy,
} from "@beket/eds";
import { blockClauses, blockNames, blockOf } from "../../../packages/eds/src/report/blocks.ts";
import { createLedger, verdictOf } from "../../../packages/eds/src/report/ledger.ts";
import {
  blockWords,
  conclusionWords,
  levelWords,
  roleWords,
  statusWords,
  subIndicationWords,
  timeSourceWords,
} from "../../../packages/eds/src/report/vocabulary.ts";
import { scenes, sceneNamed } from "./scenes.ts";
import { head, now, organisation } from "./world.ts";

const languages = ["kk", "ru", "en"] as const;
const reports = scenes.map(({ name, input }) => ({ name, report: validateSignature(input) }));

describe("building blocks", () => {
  it("[ED140] each code belongs to one, and its clause does not name another", () => {
    for (const code of checkCodes) {
      const block = blockOf(code);
      expect(blockNames, code).toContain(block);
      // A clause of the basic blocks, such as 5.2.7; those of time-stamps name the block inside.
      const named = /EN 319 102-1 (5\.2\.[2-8])(?!\d)/.exec(checkCatalogue[code].clause)?.[1];
      if (named === undefined || block === "timestamp-validation") continue;
      const isChain = code === "eds.chain.algorithm-expired";
      if (!isChain) expect(blockClauses[block], `${code} says ${named}`).toBe(`EN 319 102-1 ${named}`);
    }
    expect(new Set(checkCodes.map(blockOf)).size).toBe(blockNames.length);
  });

  it.each(reports)("[ED140] the detailed report has every check once, below its block: $name", ({ report }) => {
    const detailed = detailedReport(report);
    expect(JSON.parse(JSON.stringify(detailed))).toEqual(detailed);
    const bare = (checks: readonly Check[]): readonly Check[] =>
      checks.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    const same = (parts: readonly (typeof detailed.message)[number][], checks: readonly Check[]): void => {
      const listed = parts.flatMap((part) =>
        part.checks.map(({ words: _words, sentence: _sentence, statusWords: _status, ...check }) => check),
      );
      expect(bare(listed)).toEqual(bare(checks));
      for (const part of parts) {
        expect(part.checks.every(({ code }) => blockOf(code) === part.block)).toBe(true);
        const verdict = verdictOf(part.checks);
        expect(part.reason).toBe(verdict.reason);
        const passed = verdict.indication === "TOTAL_PASSED";
        expect(part.conclusion === "PASSED" || part.conclusion === "NOT_RUN").toBe(passed);
        if (part.checks.length === 0) expect(part.conclusion).toBe("NOT_RUN");
      }
    };
    same(detailed.message, report.checks);
    expect(detailed.signatures).toHaveLength(report.signatures.length);
    report.signatures.forEach((signature, index) => {
      const shown = detailed.signatures[index];
      expect(shown).toMatchObject({ indication: signature.indication, level: signature.level });
      same(shown?.blocks ?? [], signature.checks);
      signature.timestamps.forEach((timestamp, at) => same(shown?.timestamps[at]?.blocks ?? [], timestamp.checks));
    });
  });

  it("[ED140] a block that an earlier fault left nothing to is shown as not run", () => {
    const [signature] = detailedReport(validateSignature(sceneNamed("no certificate"))).signatures;
    const conclusions = Object.fromEntries((signature?.blocks ?? []).map(({ block, conclusion }) => [block, conclusion]));
    expect(conclusions).toMatchObject({
      "format-checking": "PASSED",
      "signing-certificate-identification": "INDETERMINATE",
      "certificate-validation": "NOT_RUN",
      "revocation-freshness": "NOT_RUN",
    });
  });
});

describe("the simple report", () => {
  it.each(reports)("[ED141] says the verdict and its one reason: $name", ({ report }) => {
    for (const language of languages) {
      const simple = simpleReport(report, language);
      expect(JSON.parse(JSON.stringify(simple))).toEqual(simple);
      expect(simpleReport(report, language)).toEqual(simple);
      expect(simple.words).toBe(indicationWords[report.indication][language]);
      expect(simple.subIndication).toBe(report.subIndication);
      expect(simple.reason?.code).toBe(report.reason);
      if (report.reason !== undefined) expect(simple.reason?.words).toBe(reasonWords[report.reason][language]);
      const weak = report.signatures.map(
        ({ checks }) => checks.filter(({ status }) => status === "warned" || status === "informed").length,
      );
      expect(simple.signatures.map(({ warnings }) => warnings.length)).toEqual(weak);
      for (const { signer, indication } of simple.signatures) if (signer) expect(signer.proved).toBe(indication === "TOTAL_PASSED");
    }
  });

  it("[ED141] of a pass names the signer, the time and the level in the reader's language", () => {
    const simple = simpleReport(validateSignature(sceneNamed("an ordinary permit")), "kk");
    expect(simple).toMatchObject({
      indication: "TOTAL_PASSED",
      words: "Қолтаңба жарамды.",
      waits: false,
      validationTime: { ms: now, iso: new Date(now).toISOString() },
      policy: { id: "permit", version: 2, production: false },
    });
    expect(simple.reason).toBeUndefined();
    const [signature] = simple.signatures;
    expect(signature?.signer).toMatchObject({
      proved: true,
      bin: organisation.bin,
      iin: head.iin,
      roleWords: ["заңды тұлға", "бірінші басшы"],
    });
    expect(signature?.bestSignatureTime).toMatchObject({ ms: now, from: "validation-time", words: "тексерілген уақыты бойынша" });
    expect(signature?.claimedSigningTime?.ms).toBe(now - 60_000);
    expect(signature?.level).toBe("CMS");
    expect(signature?.warnings.map(({ code }) => code)).toContain("eds.cms.signing-certificate-absent");
  });

  it("[ED141] of a time-stamped signature names the authority and the moment that was proved", () => {
    const simple = simpleReport(validateSignature(sceneNamed("an expired certificate with a time-stamp")), "ru");
    expect(simple.indication).toBe("TOTAL_PASSED");
    const [signature] = simple.signatures;
    expect(signature?.bestSignatureTime).toMatchObject({ from: "timestamp", words: "по метке времени" });
    expect(signature?.timestamps).toMatchObject([
      { indication: "TOTAL_PASSED", embedded: true, at: { ms: signature?.bestSignatureTime.ms } },
    ]);
  });

  it("[ED141] of a refusal shows whom the certificate claims as not proved", () => {
    const simple = simpleReport(validateSignature(sceneNamed("an employee")), "en");
    expect(simple.reason).toEqual({
      code: "eds.role.employee",
      clause: checkCatalogue["eds.role.employee"].clause,
      words: reasonWords["eds.role.employee"].en,
    });
    expect(simple.signatures[0]?.signer?.proved).toBe(false);
  });
});

describe("words", () => {
  const sentences: readonly (readonly [string, Sentence])[] = [
    ...Object.entries(reasonWords),
    ...Object.entries(indicationWords),
    ...Object.entries(subIndicationWords),
  ];
  const labels: readonly (readonly [string, Sentence])[] = [
    blockWords,
    conclusionWords,
    statusWords,
    levelWords,
    timeSourceWords,
    roleWords,
  ].flatMap((words) => Object.entries<Sentence>(words));

  it("[ED142] each sentence is one, in its own letters, and says no code", () => {
    for (const [code, sentence] of sentences) {
      for (const language of languages) {
        const text = sentence[language];
        expect(text, code).toMatch(/^\p{Lu}.*[.]$/u);
        expect(text.length, code).toBeLessThanOrEqual(160);
        expect(text, code).not.toMatch(/eds\.|[_{}]| {2}|\d{4}/);
      }
      expect(sentence.en, code).toMatch(/^[\x20-\x7e]+$/);
      // OCSP and CMS are names; other Latin words in a Cyrillic sentence are slips.
      for (const text of [sentence.kk, sentence.ru]) expect(text.replaceAll(/\b(?:OCSP|CMS)\b/g, ""), code).not.toMatch(/[A-Za-z]/);
      expect(sentence.ru, code).not.toMatch(/[ӘәҒғҚқҢңӨөҰұҮүҺһІі]/);
      expect(sentence.kk, code).not.toBe(sentence.ru);
    }
    expect(labels.length).toBeGreaterThan(30);
    for (const [name, label] of labels) for (const language of languages) expect(label[language], name).toMatch(/\S/);
  });

  it("[ED142] no two reasons are said alike", () => {
    for (const language of languages) {
      const said = Object.values(reasonWords).map((sentence) => sentence[language]);
      expect(said.filter((text, index) => said.indexOf(text) !== index)).toEqual([]);
    }
  });
});

describe("the ledger", () => {
  const relaxable = checkCodes.filter((code): code is RelaxableCode => checkCatalogue[code].relaxable);
  const reaction = fc.constantFrom<Reaction>("FAIL", "WARN", "INFORM", "IGNORE");
  const statuses: Readonly<Record<Reaction, Check["status"] | undefined>> = {
    FAIL: "indeterminate",
    WARN: "warned",
    INFORM: "informed",
    IGNORE: undefined,
  };

  it("[ED143] follows the policy for relaxable codes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...relaxable), reaction, (code, chosen) => {
        const policy: ValidationPolicy = { ...permitPolicy, reactions: { [code]: chosen } };
        const ledger = createLedger(policy);
        expect(ledger.note(code, false, { why: "a test" })).toBe(false);
        const expected = statuses[chosen];
        expect(ledger.checks().map(({ status }) => status)).toEqual(expected === undefined ? [] : [expected]);
        expect(ledger.verdict().reason).toBe(chosen === "FAIL" ? code : undefined);
        expect(ledger.verdict().indication).toBe(chosen === "FAIL" ? checkCatalogue[code].indication : "TOTAL_PASSED");
      }),
    );
  });

  it("[ED143, ED5] whatever a policy says, a code that is not relaxable decides", () => {
    const stern = checkCodes.filter((code) => !checkCatalogue[code].relaxable);
    expect(stern.length).toBeGreaterThan(30);
    fc.assert(
      fc.property(fc.constantFrom(...stern), reaction, (code, chosen) => {
        const reactions: ValidationPolicy["reactions"] = JSON.parse(JSON.stringify({ [code]: chosen }));
        const ledger = createLedger({ ...permitPolicy, reactions });
        ledger.note(code, false);
        expect(ledger.verdict()).toMatchObject({ reason: code, indication: checkCatalogue[code].indication });
      }),
    );
  });

  it("[ED143] a reaction that nobody knows lets nothing pass", () => {
    for (const chosen of ["fail", "", "warned", null, 0]) {
      const reactions: ValidationPolicy["reactions"] = JSON.parse(JSON.stringify({ "eds.role.employee": chosen }));
      const ledger = createLedger({ ...permitPolicy, reactions });
      ledger.note("eds.role.employee", false);
      expect(ledger.verdict().reason).toBe("eds.role.employee");
    }
  });

  it("[ED143, ED3] the verdict of many checks is the worst, and among equals the first", () => {
    const note = fc.record({ code: fc.constantFrom(...checkCodes), absent: fc.boolean() });
    fc.assert(
      fc.property(fc.array(note, { maxLength: 12 }), fc.dictionary(fc.constantFrom(...relaxable), reaction), (notes, reactions) => {
        const ledger = createLedger({ ...permitPolicy, reactions });
        for (const { code, absent } of notes) ledger.note(code, absent);
        const counted = ledger.checks().filter(({ status }) => status === "failed" || status === "indeterminate");
        const { indication, reason } = ledger.verdict();
        const rank = ({ code }: Check): number =>
          checkCatalogue[code].indication === "TOTAL_FAILED" ? 2 : checkCatalogue[code].subIndication === "TRY_LATER" ? 0 : 1;
        const worst = Math.max(-1, ...counted.map(rank));
        expect(reason).toBe(counted.find((check) => rank(check) === worst)?.code);
        expect(indication).toBe(worst < 0 ? "TOTAL_PASSED" : worst === 2 ? "TOTAL_FAILED" : "INDETERMINATE");
      }),
    );
  });

  it("[ED143] a reaction reaches the verdict of a whole message", () => {
    const input = sceneNamed("an employee");
    const as = (chosen: Reaction) =>
      validateSignature({
        ...input,
        policy: { ...withTestAnchors(permitPolicy), reactions: { ...permitPolicy.reactions, "eds.role.employee": chosen } },
      });
    expect(as("FAIL").reason).toBe("eds.role.employee");
    for (const chosen of ["WARN", "INFORM", "IGNORE"] as const) expect(as(chosen).indication).toBe("TOTAL_PASSED");
    const noted = (chosen: Reaction): boolean => JSON.stringify(as(chosen)).includes("eds.role.employee");
    expect([noted("WARN"), noted("IGNORE")]).toEqual([true, false]);
  });
});
