import { ReplayReply } from "@beket/api";
import { decodeRecord } from "@beket/domain";
import { expect, it } from "vitest";
import * as v from "valibot";
import { openPost, until } from "../central/post.ts";
import { person } from "../central/support.ts";
import { change, numbersOf, onlyApplication, seatOf, terms } from "../registry/support.ts";
import { apply, dayMs, startMs } from "./world-parts.ts";
import { everything, minuteMs, openWorld } from "./world.ts";

it("[CE11] every verdict agrees when it is replayed after changes, new terms, a cut-over, a revocation and the undoing of both", async () => {
  const world = await openWorld();
  const post = openPost(world.one);
  const key = { scheme: "iin", country: "KAZ", value: person(900).value } as const;
  const outcomes: string[] = [];
  /** Looked up at the post when it holds what central holds. */
  const look = async (): Promise<void> => {
    const { scopes } = world.stores;
    await until(() => post.ledger.state().version === scopes.roadblock.position().version && post.ledger.state().complete);
    await until(() => post.common.state().version === scopes.common.position().version && post.common.state().complete);
    const decision = await post.check(key, { confirmed: true });
    outcomes.push(decision.kind === "verdict" ? decision.outcome : decision.kind);
  };
  await until(() => post.common.state().dataAsOf !== null);
  await look();
  const view = await apply(world.one, { persons: [person(900), person(903)] });
  await look();
  const seat = await seatOf(world.one);
  const application = await onlyApplication(seat);
  await change(seat, application, { terms: { ...terms, validTo: startMs + 9 * dayMs } });
  await look();
  await change(seat, application, { terms: { ...terms, validFrom: startMs + dayMs, validTo: startMs + 9 * dayMs } });
  await look();
  await change(seat, application, { terms: { ...terms, validTo: startMs + 9 * dayMs } });
  await look();
  const draft = await world.draftOf((regime) => ({ ...regime, permitMaxDays: 12 }));
  const effectiveFrom = startMs + 60 * minuteMs;
  const coming = await world.enact({ kind: "regime", draft: draft.draft, revision: draft.revision, permits: "void-all", effectiveFrom });
  await look();
  const taken = await world.enact({ kind: "revocation", filter: everything, reason: "abuse", effectiveFrom: null });
  await look();
  await world.undo(taken.act);
  await look();
  await world.undo(coming.act);
  await look();
  // The post's replica is what central says by now.
  const [row] = post.ledger.lookup("iin", key.value);
  const held = row === undefined ? null : decodeRecord(row.record);
  const [permit] = world.stores.ledgers.roadblock.byNumber(numbersOf(view)[0] ?? "");
  expect(held).toMatchObject({ ok: true, value: permit?.record });
  expect(permit?.record).toMatchObject({ status: "active", validTo: startMs + 9 * dayMs });
  expect(outcomes).toEqual(["DENY", "ALLOW", "ALLOW", "DENY", "ALLOW", "ALLOW", "DENY", "ALLOW", "ALLOW"]);
  await until(() => post.waiting() === 0);
  const reply = v.parse(ReplayReply, await (await world.send("/api/v1/audit/replay", {})).json());
  expect(reply).toEqual({ replayed: 9, agreed: 9, notReplayable: 0, differing: [] });
  post.close();
  await world.close();
});
