import {
  borderRoutes,
  CheckReply,
  type CheckRequest,
  edgeRoutes,
  PassCheckReply,
  ReferralList,
  SlipCheckReply,
  type SlipCheckRequest,
} from "@beket/api";
import type { EdgeClient } from "../../field/edge/client.ts";

/** A check is given up after this and decided on the tablet: the car is standing there. */
const checkTimeoutMs = 4_000;

/** The edge as the officer app asks it. */
export const createOfficerClient = (edge: EdgeClient) => ({
  ...edge,
  check: (request: CheckRequest) => edge.send(CheckReply, edgeRoutes.checks, request, checkTimeoutMs),
  slipCheck: (request: SlipCheckRequest) => edge.send(SlipCheckReply, borderRoutes.slipCheck, request, checkTimeoutMs),
  passCheck: (text: string) => edge.send(PassCheckReply, edgeRoutes.passChecks, { text }, checkTimeoutMs),
  referrals: () => edge.get(ReferralList, edgeRoutes.referrals),
});
export type OfficerClient = ReturnType<typeof createOfficerClient>;
