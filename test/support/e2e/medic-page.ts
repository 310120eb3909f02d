import type { Locator, Page } from "playwright-core";
import { typeAsScanner } from "./scanner-keys.ts";

export type ArrivalEntry = {
  readonly conveyance: "bus" | "car" | "truck" | "train" | "flight" | "on-foot";
  readonly plate?: string;
  readonly number?: string;
  readonly countryFrom: string;
  readonly expected?: number;
};
export type PersonEntry = {
  readonly seat?: string;
  readonly iin?: string;
  readonly document?: string;
  readonly documentCountry?: string;
  readonly name: string;
  readonly birthDate?: string;
  readonly phone?: string;
  readonly guardian?: string;
};
export type Confirmation = {
  readonly document: string;
  readonly consent?: "given" | "refused";
  /** Seat of the adult who answers for a child. */
  readonly guardian?: string;
};
export type Result = "negative" | "positive-acute" | "positive-past" | "invalid";
/** Answers by the question's code; numbers and dates are typed. A question that is not named here is passed over or answered `false`. */
export type AskedAnswers = Readonly<Record<string, string | number | boolean>>;

/** The medic app as a medic uses it. Counts what a hand does: taps, and characters that were typed; a scan is neither. */
export const createMedicPage = (page: Page, url: string) => {
  const at = (testId: string) => page.getByTestId(testId);
  const effort = { taps: 0, keys: 0, scans: 0 };
  const tap = async (target: Locator): Promise<void> => {
    await target.click();
    effort.taps += 1;
  };
  const type = async (field: Locator, text: string): Promise<void> => {
    await field.fill(text);
    effort.keys += text.length;
  };
  const tile = (value: string) => page.locator(`.tile[data-value="${value}"]`).first();
  const tab = (name: string) => tap(at(`tab-${name}`));
  const standing = async (): Promise<string> => (await at("person-page").getAttribute("data-standing")) ?? "";
  const reachStanding = (code: string, timeout?: number) =>
    page.locator(`[data-testid="person-page"][data-standing="${code}"]`).waitFor(timeout === undefined ? {} : { timeout });

  /** A scanner that types: faster than any hand, ended by Enter. */
  const scan = async (text: string): Promise<void> => {
    await typeAsScanner(page, text);
    effort.scans += 1;
  };

  /** Scans until it was heard: a browser in a hurry elsewhere may take a scanner's keys for a slow hand's, and then one scans again. */
  const scanUntil = async (text: string, heard: () => Promise<void>): Promise<void> => {
    for (let left = 3; ; left -= 1) {
      await scan(text);
      try {
        return await heard();
      } catch (error) {
        if (left === 1) throw error;
      }
    }
  };
  const patienceMs = 8_000;

  return {
    page,
    effort,
    scan,
    standing,
    reachStanding,
    open: async (): Promise<void> => {
      await page.goto(`${url}/medic/`);
      await page.getByRole("button", { name: "Eng", exact: true }).click();
    },
    /** The page afresh within a shift, whatever it shows then. */
    reopen: async (): Promise<void> => {
      await page.goto(`${url}/medic/`);
      await page.locator(".tabs").waitFor();
    },
    signIn: async (officer: string, pin: string, lane: string): Promise<void> => {
      await page.getByLabel("Officer code").fill(officer);
      await page.locator(`.choice-item[data-value="${lane}"]`).click();
      await page.getByLabel("PIN", { exact: true }).fill(pin);
      await at("sign-in").click();
      await page.locator(".tabs").waitFor();
    },
    signOut: async (): Promise<void> => {
      await at("link").click();
      await at("sign-out").click();
      await page.getByLabel("Officer code").waitFor();
    },
    tab,
    receiveLot: async (kitType: string, lot: string, expiresOn: string, count: number): Promise<void> => {
      await tab("kits");
      await tap(at("receive-lot"));
      await page.getByLabel("Kind of kit").selectOption(kitType);
      await type(page.getByLabel("Lot", { exact: true }), lot);
      await page.getByLabel("Expires on").fill(expiresOn);
      await type(page.getByLabel("How many"), String(count));
      await tap(at("save-lot"));
      await page.locator(`[data-testid="lot"][data-lot="${lot}"]`).waitFor();
    },
    lotLeft: async (lot: string): Promise<number> =>
      Number(await page.locator(`[data-testid="lot"][data-lot="${lot}"]`).getAttribute("data-left")),
    openArrival: async (entry: ArrivalEntry): Promise<void> => {
      await tab("arrivals");
      await tap(at("new-arrival"));
      await tap(tile(entry.conveyance));
      if (entry.plate !== undefined) await type(page.getByLabel("Plate", { exact: true }), entry.plate);
      if (entry.number !== undefined) await type(page.getByLabel(/number|Route/).first(), entry.number);
      if (entry.expected !== undefined) await type(page.getByLabel("People by the manifest"), String(entry.expected));
      await tap(tile(entry.countryFrom));
      await tap(at("open-arrival"));
      await at("paste-manifest").waitFor();
    },
    /** Back to the list of arrivals and into the one that was opened last. */
    toBoard: async (): Promise<void> => {
      await tab("arrivals");
      await tap(at("arrival").first());
      await page.locator(".rows").waitFor();
    },
    pasteManifest: async (lines: readonly string[]): Promise<void> => {
      await tap(at("paste-manifest"));
      // Pasted, not typed: the list comes from a table.
      await at("manifest").fill(lines.join("\n"));
      await tap(at("register-all"));
      await at("person").first().waitFor();
    },
    registerPerson: async (entry: PersonEntry): Promise<void> => {
      await tap(at("add-person"));
      if (entry.iin !== undefined) await type(page.getByLabel("IIN", { exact: true }), entry.iin);
      if (entry.document !== undefined) await type(page.getByLabel("Document number"), entry.document);
      if (entry.documentCountry !== undefined) await page.getByLabel("Issued by").selectOption(entry.documentCountry);
      await type(page.getByLabel("Name", { exact: true }), entry.name);
      if (entry.birthDate !== undefined) await page.getByLabel("Birth date").fill(entry.birthDate);
      if (entry.seat !== undefined) await type(page.getByLabel("Seat", { exact: true }), entry.seat);
      if (entry.phone !== undefined) await type(page.getByLabel("Phone"), entry.phone);
      await tap(at("save-person"));
      await at("person-page").waitFor();
    },
    openPerson: async (seat: string): Promise<void> => {
      await tap(page.locator(`[data-testid="person"][data-seat="${seat}"]`));
      await at("person-page").waitFor();
    },
    nextPerson: async (): Promise<void> => tap(at("next-person")),
    /** Guardian, consent, document; on to the questions where there are any. */
    confirm: async ({ document, consent = "given", guardian }: Confirmation): Promise<void> => {
      if (guardian !== undefined) {
        const options = await page.getByLabel("Adult who answers for them").locator("option").allTextContents();
        const wanted = options.find((text) => text.startsWith(`${guardian} ·`));
        await page.getByLabel("Adult who answers for them").selectOption({ label: wanted ?? "" });
        effort.taps += 2;
        await page.locator(`.tile[data-value="${document}"]:not([disabled])`).or(at("consent-given")).first().waitFor();
      }
      await tap(at(`consent-${consent}`));
      await tap(page.locator(`.tile[data-value="${document}"]:not([disabled])`));
      // On the way to the questions the page stands at "ask" for a moment.
      const settled = page.locator('[data-testid="person-page"]:not([data-standing="confirm"]):not([data-standing="ask"])');
      await at("question").or(settled).first().waitFor();
    },
    /** Answers every question to the end and comes to the selection. */
    answer: async (answers: AskedAnswers): Promise<void> => {
      if (await at("person-page").isVisible()) {
        await tap(at("ask").first());
        await at("question").waitFor();
      }
      for (let step = 0; step < 60 && !(await at("person-page").isVisible()); step += 1) {
        const link = (await at("question").getAttribute("data-link")) ?? "";
        const answer = answers[link];
        const field = page.locator(".card input.field-input");
        // An address that somebody on board gave already is one tap.
        const given = page.locator(".answers .tile, .tiles-wide .tile", { hasText: String(answer) });
        if (typeof answer === "boolean") await tap(tile(String(answer)));
        else if (answer !== undefined && (await field.count()) > 0 && (await given.count()) > 0) await tap(given.first());
        else if (answer !== undefined && (await field.count()) > 0) {
          await type(field, String(answer));
          await tap(at("answer-next"));
        } else if (answer !== undefined) await tap(tile(String(answer)));
        else if ((await at("answer-skip").count()) > 0) await tap(at("answer-skip"));
        else if ((await tile("false").count()) > 0) await tap(tile("false"));
        else if ((await at("answer-next").count()) > 0) await tap(at("answer-next"));
        else throw new Error(`no answer was given for the question ${link}`);
        await page.locator(`[data-testid="question"]:not([data-link="${link}"])`).or(at("person-page")).first().waitFor();
      }
    },
    language: async (name: string): Promise<void> => tap(page.locator(".choice-item", { hasText: name }).first()),
    /** The lot is remembered after the first time. */
    chooseLot: async (kitType: string, lot: string): Promise<void> => {
      if (await at("change-lot").isVisible()) await tap(at("change-lot"));
      await tap(tile(`${kitType} ${lot}`));
    },
    /** Scans a new cassette: the timer runs with it. */
    startTest: async (cassette: string): Promise<void> => {
      await at("start-test").waitFor();
      await scanUntil(cassette, () => reachStanding("waiting", patienceMs));
    },
    timers: async (): Promise<readonly { readonly cassette: string; readonly state: string }[]> => {
      await tab("timers");
      return at("timer").evaluateAll((cards) =>
        cards.map((card) => ({ cassette: card.getAttribute("data-cassette") ?? "", state: card.getAttribute("data-state") ?? "" })),
      );
    },
    /** Scans the cassette wherever one is, chooses the result and records it. */
    read: async (cassette: string, result: Result, reason?: string): Promise<void> => {
      await scanUntil(cassette, () => at("reading").waitFor({ timeout: patienceMs }));
      if (!(await page.locator(`.tile[data-value="${result}"][aria-pressed="true"]`).isVisible())) await tap(tile(result));
      if (reason !== undefined) await type(page.getByLabel("Why it is invalid").last(), reason);
      await tap(at("record-result"));
      await at("person-page").waitFor();
    },
    /** What stopped the last step, as the medic reads it. */
    refusal: async (): Promise<string> => (await at("refusal").first().textContent()) ?? "",
    followUp: async (action: "isolated" | "mobile-team-called"): Promise<void> => tap(at(`follow-${action}`)),
    orderPcr: async (laboratory: string, specimen: string): Promise<void> => {
      await tap(tile(laboratory));
      await scan(specimen);
      await tap(at("order-pcr"));
      await reachStanding("pcr");
    },
    readPcr: async (specimen: string, result: "negative" | "positive" | "invalid"): Promise<void> => {
      await tab("pcr");
      await scan(specimen);
      await tap(tile(result));
      await tap(at("record-pcr"));
    },
    decide: async (outcome: "test" | "no-test", reason = ""): Promise<void> => {
      await tab("queue");
      if (reason !== "") await type(page.getByLabel("Reason").first(), reason);
      await tap(at(`decide-${outcome}`).first());
    },
    /** How many stand at each point of the open arrival. */
    standings: async (): Promise<Readonly<Record<string, number>>> => {
      const codes = await at("person").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-standing") ?? ""));
      return Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((other) => other === code).length]));
    },
    unsent: async (): Promise<{ readonly waiting: number; readonly rejected: number }> => ({
      waiting: Number(await at("unsent").getAttribute("data-waiting")),
      rejected: Number(await at("unsent").getAttribute("data-rejected")),
    }),
    troubles: (): Promise<readonly string[]> => at("trouble").allTextContents(),
    /** The slip's paper, once the edge has signed it. */
    slip: async (): Promise<Locator> => {
      await tap(at("slip"));
      await at("slip-paper").waitFor();
      return at("slip-paper");
    },
  };
};
export type MedicPage = ReturnType<typeof createMedicPage>;
