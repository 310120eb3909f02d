// The peer of the HTTP figures: a Hono route that reads JSON, puts one sealed event of the same size into a journal with the same
// group commit, and answers. It knows no session, no permit and no decision.
import { join } from "node:path";
import { createJournal, uuidv7 } from "@beket/replication";
import { createNodeCodec, createNodeCrypto, deferTick, openJournalStore, serve, systemClock, systemRandom } from "@beket/node-kit";
import { Hono } from "hono";

const [folder = ".", eventPublicKey = "", bodyBytes = "900"] = process.argv.slice(2);
const crypto = createNodeCrypto();
const clock = systemClock();
const journal = createJournal({
  store: openJournalStore(join(folder, "bare-journal.db")),
  crypto,
  clock,
  random: systemRandom,
  codec: createNodeCodec(),
  source: "bare",
  eventPublicKey: Uint8Array.from(Buffer.from(eventPublicKey, "hex")),
  defer: deferTick,
});
const filler = JSON.stringify(Array.from({ length: Math.ceil(Number(bodyBytes) / 12) }, () => Math.random().toString(36).slice(2, 11)));
const app = new Hono();
app.post("/check", async (c) => {
  const asked: unknown = await c.req.json();
  const saved = await journal.append({ id: uuidv7(clock, systemRandom), body: new TextEncoder().encode(filler) });
  return saved.ok ? c.json({ asked, decision: "none" }) : c.json({ code: saved.error.code }, 507);
});
const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
if (!server.ok) throw new Error(server.error.line);
process.stdout.write(`listening ${server.value.url}\n`);
