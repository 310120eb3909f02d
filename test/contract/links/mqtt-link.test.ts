import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createMqttLink, systemClock, systemRandom, type MqttLink, type MqttLinkOptions } from "@beket/node-kit";
import { brokers, createProxy, type Broker } from "./brokers.ts";

const clock = systemClock();
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
const bytes = (content: string): Uint8Array => new Uint8Array(Buffer.from(content, "utf8"));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await Bun.sleep(5);
}
const codeOf = (publishing: Promise<void>): Promise<string> =>
  publishing.then(
    () => "taken",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "unknown"),
  );
function listenTo(link: MqttLink): readonly (readonly [topic: string, content: string])[] {
  const heard: (readonly [string, string])[] = [];
  link.onMessage((topic, message) => heard.push([topic, text(message)]));
  return heard;
}

describe.each(brokers)("an MQTT link over $name", ({ create, refusesTopics }) => {
  let broker: Broker;
  let links: MqttLink[] = [];
  let number = 0;
  const open = (more: Partial<MqttLinkOptions> = {}): MqttLink => {
    const clientId = `client-${(number += 1)}`;
    const link = createMqttLink({ url: broker.url, clientId, clock, random: systemRandom, backoffMinMs: 20, backoffMaxMs: 100, ...more });
    links.push(link);
    return link;
  };
  const up = async (link: MqttLink): Promise<MqttLink> => {
    await until(() => link.status().up);
    return link;
  };
  beforeAll(async () => {
    broker = await create();
    await broker.start();
  });
  afterEach(async () => {
    await Promise.all(links.map((link) => link.close()));
    links = [];
  });
  afterAll(async () => {
    await broker.stop();
    broker.remove();
  });

  it("[AL1, AL3] carries bytes in order, more than the window at once", async () => {
    const [sender, receiver] = [open({ windowMax: 4 }), open()];
    const heard: Uint8Array[] = [];
    receiver.onMessage((_topic, message) => heard.push(message));
    await receiver.subscribe("open/order");
    await Promise.all([up(sender), up(receiver)]);
    const sent = Array.from({ length: 100 }, (_, index) => new Uint8Array([index, 0, 255, 10]));
    await Promise.all(sent.map((message) => sender.publish("open/order", message)));
    await until(() => heard.length === sent.length);
    expect(heard).toEqual(sent);
  });

  it("[AL2] has every subscription when it says that it is up, also those made later", async () => {
    const receiver = open();
    const heard = listenTo(receiver);
    const early = receiver.subscribe("open/early");
    await Promise.all([early, up(receiver)]);
    await receiver.subscribe("open/late/+");
    const sender = await up(open());
    await sender.publish("open/early", bytes("1"));
    await sender.publish("open/late/x", bytes("2"));
    await sender.publish("open/never", bytes("3"));
    await until(() => heard.length === 2);
    expect(heard).toEqual([
      ["open/early", "1"],
      ["open/late/x", "2"],
    ]);
  });

  it("[AL3, AL5] comes back after the broker was away; what was published meanwhile rejects", async () => {
    const [receiver, sender] = [open(), open()];
    const heard = listenTo(receiver);
    await receiver.subscribe("open/back");
    await Promise.all([up(receiver), up(sender)]);
    const before = sender.status().session;
    const states: boolean[] = [];
    sender.onState((isUp) => states.push(isUp));
    await broker.stop();
    await until(() => !sender.status().up && !receiver.status().up);
    expect(await codeOf(sender.publish("open/back", bytes("lost")))).toBe("link-down");
    await broker.start();
    await Promise.all([up(receiver), up(sender)]);
    await sender.publish("open/back", bytes("kept"));
    await until(() => heard.length === 1);
    expect(heard).toEqual([["open/back", "kept"]]);
    expect(sender.status().session).toBeGreaterThan(before);
    expect(states).toEqual([true, false, true]);
  });

  it("[AL3, AL4] bounds what is in flight and what waits, and leaves nothing pending at a cut", async () => {
    const proxy = await createProxy(broker.port);
    const sender = await up(open({ url: proxy.url, windowMax: 3, waitingMax: 5, noProgressMs: 3_600_000 }));
    proxy.mute();
    const outcomes = Array.from({ length: 10 }, (_, index) => codeOf(sender.publish("open/window", bytes(String(index)))));
    expect(sender.status()).toMatchObject({ inFlight: 3, waiting: 5 });
    expect(await Promise.all(outcomes.slice(8))).toEqual(["link-busy", "link-busy"]);
    proxy.cut();
    expect(await Promise.all(outcomes.slice(0, 8))).toEqual(Array.from({ length: 8 }, () => "link-down"));
    expect(sender.status()).toMatchObject({ inFlight: 0, waiting: 0 });
    await proxy.stop();
  });

  it("[AL7] gives up a socket that is open and silent", async () => {
    const proxy = await createProxy(broker.port);
    const sender = await up(open({ url: proxy.url, noProgressMs: 200 }));
    proxy.mute();
    expect(await codeOf(sender.publish("open/silent", bytes("1")))).toBe("link-down");
    expect(sender.status().lastDown).toBe("no-progress");
    proxy.unmute();
    await up(sender);
    await sender.publish("open/silent", bytes("2"));
    await proxy.stop();
  });

  it("[AL5] opens a new connection when asked", async () => {
    const link = await up(open());
    const before = link.status().session;
    link.reconnect("test");
    await until(() => link.status().session > before && link.status().up);
    expect(link.status().lastDown).toBe("asked");
  });

  it("[AL6] birth, will and farewell are retained and carry the session", async () => {
    const topic = "open/pres/post-1";
    const presence: MqttLinkOptions["presence"] = {
      topic,
      birth: (session) => bytes(`up ${session}`),
      will: (session) => bytes(`down ${session}`),
    };
    const retained = async (): Promise<string> => {
      const watcher = open();
      const heard = listenTo(watcher);
      await watcher.subscribe(topic);
      await until(() => heard.length > 0);
      return heard[0]?.[1] ?? "";
    };
    const proxy = await createProxy(broker.port);
    const living = await up(open({ url: proxy.url, presence, backoffMinMs: 3_000, backoffMaxMs: 3_000 }));
    const first = living.status().session;
    const watcher = open();
    const heard = listenTo(watcher);
    await watcher.subscribe(topic);
    await until(() => heard.length > 0);
    expect(heard[0]?.[1]).toBe(`up ${first}`);
    proxy.cut();
    await until(() => heard.length > 1);
    expect(heard[1]?.[1]).toBe(`down ${first}`);
    await until(() => living.status().session > first && living.status().up);
    const second = living.status().session;
    await until(() => heard.some(([, message]) => message === `up ${second}`));
    expect(await retained()).toBe(`up ${second}`);
    await living.close();
    expect(await retained()).toBe(`down ${second}`);
    await proxy.stop();
  });

  it("[AL8] refused credentials never count as up", async () => {
    const stranger = open({ username: "stranger", password: "x" });
    const states: boolean[] = [];
    stranger.onState((isUp) => states.push(isUp));
    await until(() => stranger.status().lastDown !== null);
    expect(stranger.status().lastDown).toBe("refused");
    expect(states).toEqual([false]);
  });

  it("[AL8] a refused subscription never counts as up, where the broker says so", async () => {
    const nosy = open();
    const states: boolean[] = [];
    nosy.onState((isUp) => states.push(isUp));
    await nosy.subscribe("forbidden/area");
    await until(() => nosy.status().lastDown !== null || nosy.status().up);
    expect(nosy.status().lastDown).toBe(refusesTopics ? "subscription-refused" : null);
    expect(states).toEqual(refusesTopics ? [false] : [false, true]);
  });

  it("[AL3] a closed link rejects and stays closed", async () => {
    const link = await up(open());
    const states: boolean[] = [];
    link.onState((isUp) => states.push(isUp));
    await link.close();
    expect(await codeOf(link.publish("open/x", bytes("1")))).toBe("link-down");
    expect(states).toEqual([true, false]);
    await link.close();
  });
});
