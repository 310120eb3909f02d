import { BorderFactsPage, borderRoutes, BorderRulesReply, SlipCheckReply, SlipReply, type SlipCheckRequest } from "@beket/api";
import type { EdgeClient } from "../../field/edge/client.ts";

/** The edge as the medic app asks it. Facts go by the outbox. */
export const createBorderClient = (edge: EdgeClient) => ({
  rules: () => edge.get(BorderRulesReply, borderRoutes.rules),
  facts: (after: number) => edge.get(BorderFactsPage, `${borderRoutes.facts}?after=${after}`),
  slip: (test: string) => edge.send(SlipReply, borderRoutes.slips, { test }),
  checkSlip: (request: SlipCheckRequest) => edge.send(SlipCheckReply, borderRoutes.slipCheck, request),
});
export type BorderClient = ReturnType<typeof createBorderClient>;
