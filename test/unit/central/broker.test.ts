import { connect as netConnect } from "node:net";
import { createMqttLink, systemClock, systemRandom, type MqttLink } from "@beket/node-kit";
import { afterEach, beforeEach, expect, it } from "vitest";
import { maySubscribe, mayPublish, startBroker, type Broker } from "../../../central/src/adapters/broker.ts";
import { until } from "./post.ts";

const sha256 = (text: string) => new Bun.CryptoHasher("sha256").update(text).digest("hex");
const sources = ["rb-01", "rb-02"].map((source) => ({
  source,
  post: source,
  username: source,
  passwordSha256: sha256(`secret of ${source}`),
}));
let broker: Broker;
let refused: string[];
const links: MqttLink[] = [];
beforeEach(async () => {
  refused = [];
  const started = await startBroker({ host: "127.0.0.1", port: 0, sources, onRefused: (code) => refused.push(code) });
  if (!started.ok) throw new Error(started.error);
  broker = started.value;
});
afterEach(async () => {
  await Promise.all(links.splice(0).map((link) => link.close()));
  await broker.close();
});
const connect = (source: string, password: string, clientId = source): MqttLink => {
  const link = createMqttLink({
    url: broker.url,
    clientId,
    username: source,
    password,
    clock: systemClock(),
    random: systemRandom,
    backoffMinMs: 20,
  });
  links.push(link);
  return link;
};
const bytes = (text: string) => new TextEncoder().encode(text);

it("[CE28] central and a source speak through the embedded broker, and a retained head meets who comes later", async () => {
  const heard: string[] = [];
  broker.link.onMessage((topic, payload) => heard.push(`${topic} ${new TextDecoder().decode(payload)}`));
  await broker.link.subscribe("beket/1/up/+/+/ev");
  await broker.link.publish("beket/1/reg/roadblock-1/head", bytes("head"), { retain: true });
  const link = connect("rb-01", "secret of rb-01");
  const got: string[] = [];
  link.onMessage((topic) => got.push(topic));
  await link.subscribe("beket/1/reg/roadblock-1/head");
  await until(() => link.status().up && got.length > 0);
  await link.publish("beket/1/up/0/rb-01/ev", bytes("event"));
  await until(() => heard.length > 0);
  expect(heard).toEqual(["beket/1/up/0/rb-01/ev event"]);
  expect(got).toEqual(["beket/1/reg/roadblock-1/head"]);
});

it("[CE28] a wrong password gets no connection", async () => {
  const link = connect("rb-01", "secret of rb-02");
  await until(() => refused.length > 0);
  expect(refused[0]).toBe("login-refused");
  expect(link.status().up).toBe(false);
});

it("[CE28] a source that publishes as another is cut off, and nobody hears it", async () => {
  const heard: string[] = [];
  broker.link.onMessage((topic) => heard.push(topic));
  await broker.link.subscribe("beket/1/up/+/+/ev");
  const link = connect("rb-01", "secret of rb-01");
  await until(() => link.status().up);
  await link.publish("beket/1/up/0/rb-02/ev", bytes("forged")).catch(() => undefined);
  await until(() => refused.includes("publish-refused"));
  expect(heard).toEqual([]);
});

it("[CE28] a source cannot take another's connection by taking its name", async () => {
  const victim = connect("rb-02", "secret of rb-02");
  await until(() => victim.status().up);
  connect("rb-01", "secret of rb-01", "rb-02");
  await until(() => refused.length > 0);
  expect(refused[0]).toBe("login-refused");
  expect(victim.status().up).toBe(true);
});

it("[CE28] a source leaves nothing in the broker but its presence, and that is short", async () => {
  const tries = [
    { topic: "beket/1/up/7/rb-01/ev", size: 10, retain: true, refusals: ["publish-refused"] },
    { topic: "beket/1/pres/rb-01", size: 1_000, retain: true, refusals: ["publish-refused"] },
    { topic: "beket/1/pres/rb-01", size: 100, retain: true, refusals: [] },
    { topic: "beket/1/up/7/rb-01/ev", size: 1_000, retain: false, refusals: [] },
  ];
  for (const { topic, size, retain, refusals } of tries) {
    refused.length = 0;
    const link = connect("rb-01", "secret of rb-01");
    await until(() => link.status().up);
    const sent = link.publish(topic, new Uint8Array(size), { retain }).catch(() => undefined);
    await Promise.race([sent, until(() => refused.length > 0)]);
    await link.close();
    expect([topic, size, [...new Set(refused)]]).toEqual([topic, size, refusals]);
  }
});

it("[CE28] whoever has not signed in may send no more than a greeting", async () => {
  const closed = Promise.withResolvers<void>();
  const { hostname, port } = new URL(broker.url);
  const socket = netConnect(Number(port), hostname);
  socket.on("error", () => undefined).on("close", () => closed.resolve());
  // CONNECT that promises 200 MB.
  socket.write(Uint8Array.from([0x10, 0x80, 0x80, 0x80, 0x64]));
  for (let at = 0; at < 64 && !socket.destroyed; at++) socket.write(new Uint8Array(64 * 1024));
  await closed.promise;
  expect(refused).toEqual(["login-refused"]);
});

it("[CE28] a source may use its own topics and read the registry's, nothing else", () => {
  const publish = ["beket/1/up/0/rb-01/ev", "beket/1/up/3/rb-01/req", "beket/1/pres/rb-01"];
  for (const topic of publish)
    expect([topic, mayPublish(topic, "rb-01"), mayPublish(topic, "rb-02"), mayPublish(topic, undefined)]).toEqual([
      topic,
      true,
      false,
      false,
    ]);
  for (const topic of ["beket/1/dn/rb-01/ack", "beket/1/reg/roadblock-1/head", "$SYS/x", "beket/1/up/0/rb-01/ev/x"])
    expect(mayPublish(topic, "rb-01")).toBe(false);
  for (const filter of ["beket/1/dn/rb-01/ack", "beket/1/dn/rb-01/+", "beket/1/reg/roadblock-1/head", "beket/1/reg/+/lane"])
    expect(maySubscribe(filter, "rb-01")).toBe(true);
  for (const filter of [
    "#",
    "beket/#",
    "beket/1/#",
    "beket/1/dn/+/ack",
    "beket/1/dn/rb-02/ack",
    "beket/1/up/+/+/ev",
    "beket/1/pres/+",
    "+/1/dn/rb-01/ack",
    "$SYS/#",
  ])
    expect(maySubscribe(filter, "rb-01")).toBe(false);
});

it("[CE29] a taken broker address is one clear line", async () => {
  const port = Number(new URL(broker.url).port);
  const second = await startBroker({ host: "127.0.0.1", port, sources, onRefused: () => undefined });
  expect(second).toEqual({
    ok: false,
    error: `the broker's address 127.0.0.1:${port} is taken by another program; stop it or choose another port`,
  });
});
