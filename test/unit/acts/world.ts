import { ActList, actRoutes, ActView, NoticesReply, RegimeDraft, RegimePreview, type ActProposal } from "@beket/api";
import type { Regime } from "@beket/domain";
import type { Stores } from "../../../central/src/adapters/stores.ts";
import { formatUuid, uuidv7 } from "@beket/replication";
import { systemRandom } from "@beket/node-kit";
import * as v from "valibot";
import { openTestCentral, passphrase, problemOf, sign, signers, signInStaff, staffVerifier, type TestCentral } from "../central/support.ts";

/** Two registrars of their own screens, an auditor, and a central on real files. */
export type Screen = {
  readonly staff: string;
  readonly ask: (method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown) => Promise<Response>;
};
export type World = Awaited<ReturnType<typeof openWorld>>;
type Options = Parameters<typeof openTestCentral>[0] & { readonly actStep?: () => void };

/** The stores, telling each durable step of an act. */
function tellingActs(stores: Stores, step: () => void): Stores {
  const after =
    <A extends readonly unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      const result = work(...args);
      step();
      return result;
    };
  const { acts, ledgers, named, common } = stores;
  const told = <S extends { readonly transaction: <T>(work: () => T) => T }>(store: S): S => ({
    ...store,
    transaction: <T>(work: () => T): T => after(() => store.transaction(work))(),
  });
  return {
    ...stores,
    acts: { ...acts, change: after(acts.change) },
    ledgers: { city: told(ledgers.city), roadblock: told(ledgers.roadblock) },
    named: told(named),
    common: told(common),
  };
}
const staffRow = (staff: string) => ({ staff, roles: ["registrar" as const], verifier: staffVerifier, status: "active" as const });

async function screenOf(one: TestCentral, role: "registrar" | "auditor" | "watch", staff: string): Promise<Screen> {
  const cookie = await signInStaff(one, role, staff);
  return {
    staff,
    ask: async (method, path, body) =>
      one.central.fetch(
        new Request(`http://central.test${path}`, {
          method,
          headers: { "content-type": "application/json", "accept-language": "en", cookie },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
        { client: "127.0.0.1" },
      ),
  };
}

export async function openWorld(options: Options = {}) {
  const { actStep, ...rest } = options;
  const around = actStep === undefined ? {} : { around: (stores: Stores) => tellingActs(stores, actStep) };
  const one = openTestCentral({ ...rest, ...around, staff: [staffRow("registrar-2")] });
  await one.central.start();
  const first = await screenOf(one, "registrar", "registrar-1");
  const second = await screenOf(one, "registrar", "registrar-2");
  const auditor = await screenOf(one, "auditor", "auditor-1");
  const newId = (): string => formatUuid(uuidv7(one.clock, systemRandom));
  const viewOf = async (response: Response): Promise<ActView> => {
    if (!response.ok) throw new Error(`refused: ${await problemOf(response)}`);
    return v.parse(ActView, await response.json());
  };
  const look = async (act: string): Promise<ActView> => viewOf(await first.ask("GET", actRoutes.act(act)));
  /** Lets slices run until the act stands in one of the states. */
  const settled = async (act: string, ...states: readonly ActView["state"][]): Promise<ActView> => {
    for (let turns = 0; turns < 4_000; turns += 1) {
      const view = await look(act);
      if (states.includes(view.state)) return view;
      if (["refused", "late", "withdrawn"].includes(view.state))
        throw new Error(`${view.state}: ${view.reasons.map(({ code }) => code).join()}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    throw new Error("waited in vain");
  };
  const propose = async (deed: ActProposal["deed"], by = first, act = newId()): Promise<ActView> => {
    const proposal = { act, authority: "health", ground: "Штаб шешімі", notice: null, deed };
    await viewOf(await by.ask("POST", actRoutes.acts, proposal));
    return settled(act, "counted");
  };
  const signAct = async (view: ActView, by = first, signer = signers.health): Promise<Response> => {
    const document = view.document ?? "";
    return by.ask("POST", actRoutes.sign(view.act), { document, cms: sign(signer, document) });
  };
  const approve = (view: ActView, by = second, change: Readonly<Record<string, unknown>> = {}): Promise<Response> =>
    by.ask("POST", actRoutes.approve(view.act), {
      digest: view.approval?.digest ?? "0".repeat(64),
      proof: { kind: "passphrase", passphrase },
      ...change,
    });
  /** Proposed, signed, approved and executed. */
  const enact = async (deed: ActProposal["deed"], notice: ActProposal["notice"] = null): Promise<ActView> => {
    const act = newId();
    await viewOf(await first.ask("POST", actRoutes.acts, { act, authority: "health", ground: "Штаб шешімі", notice, deed }));
    return through(await settled(act, "counted"));
  };
  const through = async (counted: ActView): Promise<ActView> => {
    const signed = counted.state === "counted" ? await viewOf(await signAct(counted)) : counted;
    if (signed.state === "awaiting-approval") await viewOf(await approve(signed));
    return settled(counted.act, "done", "undone");
  };
  const undo = async (of: string): Promise<ActView> => {
    const act = newId();
    await viewOf(await first.ask("POST", actRoutes.undo(of), { act, ground: "Қате шешім" }));
    return through(await settled(act, "counted"));
  };
  /** A valid draft of these rules, ready to be proposed. */
  const draftOf = async (change: (regime: Regime) => Regime): Promise<RegimeDraft> => {
    const begun = v.parse(RegimeDraft, await (await first.ask("POST", actRoutes.regimeDesk)).json());
    const regime = change(one.stores.regimes.all().at(-1) ?? failed("no rules"));
    const saved = await first.ask("PUT", actRoutes.regimeDraft(begun.draft), { revision: begun.revision, title: "Жаңа ереже", regime });
    return v.parse(RegimeDraft, await saved.json());
  };
  return {
    ...one,
    one,
    first,
    second,
    auditor,
    newId,
    viewOf,
    look,
    settled,
    propose,
    signAct,
    approve,
    enact,
    through,
    undo,
    draftOf,
    /** The second registrar signs in anew, after the sessions' eight hours. */
    relogin: () => screenOf(one, "registrar", "registrar-2"),
    lookAs: async (screen: Screen, act: string) => viewOf(await screen.ask("GET", actRoutes.act(act))),
    notices: async () => v.parse(NoticesReply, await (await first.ask("GET", actRoutes.notices)).json()).notices,
    list: async () => v.parse(ActList, await (await auditor.ask("GET", actRoutes.acts)).json()),
    preview: async (draft: string): Promise<RegimePreview> => {
      await first.ask("POST", actRoutes.regimePreview(draft));
      for (let turns = 0; turns < 2_000; turns += 1) {
        const found = v.parse(RegimePreview, await (await first.ask("GET", actRoutes.regimePreview(draft))).json());
        if (found.state === "done") return found;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      throw new Error("waited in vain");
    },
  };
}
const failed = (why: string): never => {
  throw new Error(why);
};
export const minuteMs = 60_000;
export const everything = {
  ledgers: ["city" as const, "roadblock" as const],
  organisation: null,
  activity: null,
  purpose: null,
  application: null,
  area: null,
};
