import {
  CheckReply,
  edgeRoutes,
  PassageReply,
  RefusalReply,
  type CheckRequest,
  type PassageRequest,
  type PostInfo,
  type QueueRequest,
  type ReferralRequest,
  type RefusalRequest,
  type SignIn,
} from "@beket/api";
import * as v from "valibot";
import { createTablet } from "./tablet.ts";

/** An officer's tablet as a program. */
export type TabletClient = {
  readonly post: () => Promise<PostInfo>;
  readonly signIn: (who: SignIn) => Promise<void>;
  readonly check: (request: CheckRequest) => Promise<CheckReply>;
  readonly pass: (request: PassageRequest) => Promise<PassageReply>;
  readonly refuse: (request: RefusalRequest) => Promise<RefusalReply>;
  readonly refer: (request: ReferralRequest) => Promise<void>;
  readonly queue: (request: QueueRequest) => Promise<void>;
};

export const createTabletClient = (edgeUrl: string): TabletClient => {
  const { post, signIn, send } = createTablet(edgeUrl);
  const told = async (path: string, body: unknown): Promise<void> => {
    await send(v.unknown(), path, body);
  };
  return {
    post,
    signIn,
    check: (request) => send(CheckReply, edgeRoutes.checks, request),
    pass: (request) => send(PassageReply, edgeRoutes.passages, request),
    refuse: (request) => send(RefusalReply, edgeRoutes.refusals, request),
    refer: (request) => told(edgeRoutes.referrals, request),
    queue: (request) => told(edgeRoutes.queue, request),
  };
};
