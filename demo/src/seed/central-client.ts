import { ApplicationView, centralRoutes, PrepareReply, RevocationReply, type ApplicationDraft, type RevocationDraft } from "@beket/api";
import * as v from "valibot";

/** The portal's own calls, as a program makes them. Throws with the problem's code: a seed that is refused is a fault of the demo. */
export type CentralClient = {
  readonly ready: () => Promise<boolean>;
  readonly prepare: (draft: ApplicationDraft) => Promise<PrepareReply>;
  readonly submit: (document: string, cms: string) => Promise<ApplicationView>;
  readonly prepareRevocation: (draft: RevocationDraft) => Promise<PrepareReply>;
  readonly revoke: (document: string, cms: string) => Promise<RevocationReply>;
  /** `awaits-approval`: it changes so many rows that a registrar has to approve it. */
  readonly act: (document: string, cms: string) => Promise<"done" | "awaits-approval">;
};

/** The operator seeds their own city: a portal's visitor would be slowed down. */
export const createCentralClient = (centralUrl: string, operatorToken: string): CentralClient => {
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, centralUrl), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${operatorToken}`, origin: new URL(centralUrl).origin },
      body: JSON.stringify(body),
    });
    const reply: unknown = await response.json();
    if (response.ok) return reply;
    const code = v.safeParse(v.looseObject({ code: v.string() }), reply);
    throw new Error(`${path}: ${response.status} ${code.success ? code.output.code : ""}`);
  };
  /** What waits for the certification authority's answer is asked for again: sending the same once more changes nothing. */
  const decided = async <T extends Waiting>(ask: () => Promise<T>): Promise<T> => {
    for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
      const reply = await ask();
      if (reply.state !== "waiting" || awaitsApproval(reply)) return reply;
      await Bun.sleep(pauseMs);
    }
  };
  const signed = (path: string, document: string, cms: string) => post(path, { document, cms });
  return {
    ready: async () => {
      try {
        return (await fetch(new URL("/health", centralUrl))).ok;
      } catch {
        return false;
      }
    },
    prepare: async (draft) => v.parse(PrepareReply, await post(centralRoutes.prepare, draft)),
    submit: (document, cms) => decided(async () => v.parse(ApplicationView, await signed(centralRoutes.applications, document, cms))),
    prepareRevocation: async (draft) => v.parse(PrepareReply, await post(centralRoutes.revocationPrepare, draft)),
    revoke: (document, cms) => decided(async () => v.parse(RevocationReply, await signed(centralRoutes.revocations, document, cms))),
    act: async (document, cms) => {
      const reply = await decided(async () => v.parse(RevocationReply, await signed(centralRoutes.authorityActs, document, cms)));
      if (awaitsApproval(reply)) return "awaits-approval";
      if (reply.state !== "done") throw new Error(`an act is ${reply.state}: ${reply.reasons.map((reason) => reason.code).join(", ")}`);
      return "done";
    },
  };
};

type Waiting = { readonly state: string; readonly reasons: readonly { readonly code: string }[] };
const awaitsApproval = ({ state, reasons }: Waiting): boolean => state === "waiting" && reasons[0]?.code === "act.awaiting-approval";
