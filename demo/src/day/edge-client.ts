import {
  CheckReply,
  edgeRoutes,
  PassageReply,
  PostInfo,
  RefusalReply,
  type CheckRequest,
  type PassageRequest,
  type ReferralRequest,
  type RefusalRequest,
  type SignIn,
} from "@beket/api";
import * as v from "valibot";

/** A tablet as a program: one signed-in session at one edge node. */
export type TabletClient = {
  readonly post: () => Promise<PostInfo>;
  readonly signIn: (who: SignIn) => Promise<void>;
  readonly check: (request: CheckRequest) => Promise<CheckReply>;
  readonly pass: (request: PassageRequest) => Promise<PassageReply>;
  readonly refuse: (request: RefusalRequest) => Promise<RefusalReply>;
  readonly refer: (request: ReferralRequest) => Promise<void>;
};

export const createTabletClient = (edgeUrl: string): TabletClient => {
  let cookie = "";
  const call = async (method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, edgeUrl), {
      method,
      headers: { "content-type": "application/json", origin: new URL(edgeUrl).origin, cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const set = response.headers.get("set-cookie");
    if (set !== null) cookie = set.split(";")[0] ?? "";
    const reply: unknown = response.status === 204 ? null : await response.json();
    if (response.ok) return reply;
    const code = v.safeParse(v.looseObject({ code: v.string() }), reply);
    throw new Error(`${path}: ${response.status} ${code.success ? code.output.code : ""}`);
  };
  return {
    post: async () => v.parse(PostInfo, await call("GET", edgeRoutes.post)),
    signIn: async (who) => {
      await call("POST", edgeRoutes.sessions, who);
    },
    check: async (request) => v.parse(CheckReply, await call("POST", edgeRoutes.checks, request)),
    pass: async (request) => v.parse(PassageReply, await call("POST", edgeRoutes.passages, request)),
    refuse: async (request) => v.parse(RefusalReply, await call("POST", edgeRoutes.refusals, request)),
    refer: async (request) => {
      await call("POST", edgeRoutes.referrals, request);
    },
  };
};
