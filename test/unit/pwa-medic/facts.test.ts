import { describe, expect, it } from "vitest";
import { stores } from "../../../pwa/src/outbox/database.ts";
import { hour, memoryDatabase, memoryEdge, newId, openedBus, personFact, start, startTablet, statedAt } from "./support/post.ts";

const settled = async (tablet: Awaited<ReturnType<typeof startTablet>>) => {
  await tablet.outbox.wake();
  await tablet.facts.pull();
};

describe("stating a fact", () => {
  it("[MA1] it is on the tablet before it is shown, and goes to the edge in its order", async () => {
    const [edge, memory] = [memoryEdge(), memoryDatabase()];
    const tablet = await startTablet(edge, memory);
    edge.state.away = true;
    const [arrival, person] = [newId(), newId()];
    expect(await tablet.facts.state(openedBus(arrival))).toEqual({ ok: true, value: [] });
    expect((await tablet.facts.state(personFact(person, arrival, {}, { seat: "7" }))).ok).toBe(true);
    expect(tablet.facts.border().person(person)?.seat).toBe("7");
    expect(memory.rows(stores.outbox).size).toBe(2);
    edge.state.away = false;
    await settled(tablet);
    expect(edge.kept.map(({ fact }) => fact.kind)).toEqual(["arrival", "person"]);
    expect(memory.rows(stores.outbox).size).toBe(0);
    expect(tablet.facts.own()).toEqual([]);
  });

  it("[MA1] facts of one arrival wait for each other, those of another do not", async () => {
    const [edge, memory] = [memoryEdge(), memoryDatabase()];
    const tablet = await startTablet(edge, memory);
    edge.state.away = true;
    const [first, second, person] = [newId(), newId(), newId()];
    await tablet.facts.state(openedBus(first));
    await tablet.facts.state(personFact(person, first));
    await tablet.facts.state(openedBus(second));
    const groups = tablet.outbox.state().records.map(({ group }) => group);
    expect(groups).toEqual([first, first, second]);
  });

  it("[MA2] what the rules refuse is neither kept nor shown", async () => {
    const [edge, memory] = [memoryEdge(), memoryDatabase()];
    const tablet = await startTablet(edge, memory);
    const person = newId();
    const told = await tablet.facts.state(personFact(person, newId()));
    expect(told).toEqual({ ok: false, error: { kind: "fault", fault: { code: "arrival-unknown", at: "arrival" } } });
    expect(tablet.facts.border().person(person)).toBeNull();
    expect([memory.rows(stores.outbox).size, edge.state.posts]).toEqual([0, 0]);
  });

  it("[MA2] several in a row stop at the first that cannot be", async () => {
    const tablet = await startTablet(memoryEdge(), memoryDatabase());
    const arrival = newId();
    const told = await tablet.facts.stateAll([openedBus(arrival), openedBus(arrival), personFact(newId(), arrival)]);
    expect(told).toMatchObject({ ok: false, error: { kind: "fault", fault: { code: "arrival-already-open" } } });
    expect(tablet.facts.border().persons()).toEqual([]);
  });

  it("[MA3] with a full disk the edge has it at once, or nobody has and that is said", async () => {
    const [edge, memory] = [memoryEdge(), memoryDatabase()];
    const tablet = await startTablet(edge, memory);
    memory.disk.works = false;
    const [arrival, other] = [newId(), newId()];
    expect((await tablet.facts.state(openedBus(arrival))).ok).toBe(true);
    expect(edge.kept).toHaveLength(1);
    expect(tablet.facts.border().arrival(arrival)).not.toBeNull();
    edge.state.away = true;
    expect(await tablet.facts.state(openedBus(other))).toEqual({ ok: false, error: { kind: "not-durable" } });
    expect(tablet.facts.border().arrival(other)).toBeNull();
  });

  it("[MA8] times only go forward, although the clock was set back", async () => {
    const [edge, memory, now] = [memoryEdge(), memoryDatabase(), { at: start }];
    const tablet = await startTablet(edge, memory, now);
    const arrival = newId();
    edge.state.away = true;
    await tablet.facts.state(openedBus(arrival));
    now.at = start - 400;
    await tablet.facts.state(personFact(newId(), arrival));
    const again = await startTablet(edge, memory, now);
    await again.facts.state(personFact(newId(), arrival, { subjects: [], name: "Ерлан Касымов" }, { confirmed: false }));
    now.at = start - hour;
    await again.facts.state(openedBus(newId()));
    const times = again.facts.own().map(({ stated }) => stated.occurredAt);
    expect(times).toEqual([start, start + 1, start + 2, start - hour]);
  });
});

describe("a refusal by the edge", () => {
  it("[MA4] takes the fact out of the picture and keeps it with its reason, also after a restart", async () => {
    const [edge, memory] = [memoryEdge(), memoryDatabase()];
    const tablet = await startTablet(edge, memory);
    const [arrival, person] = [newId(), newId()];
    await tablet.facts.state(openedBus(arrival));
    await settled(tablet);
    edge.state.refuse.set("person", "border.identifier-of-other-person");
    await tablet.facts.state(personFact(person, arrival));
    await settled(tablet);
    for (const one of [tablet, await startTablet(edge, memory)]) {
      expect(one.facts.border().person(person)).toBeNull();
      expect(one.facts.border().arrival(arrival)).not.toBeNull();
      expect(one.facts.own()).toMatchObject([{ standing: "refused", code: "border.identifier-of-other-person" }]);
    }
  });

  it("[MA4] sent again it counts again; given up it is gone, and only then", async () => {
    const [edge, memory] = [memoryEdge(), memoryDatabase()];
    const tablet = await startTablet(edge, memory);
    const [arrival, person] = [newId(), newId()];
    await tablet.facts.state(openedBus(arrival));
    edge.state.refuse.set("person", "border.category-unknown");
    await tablet.facts.state(personFact(person, arrival));
    await settled(tablet);
    const id = tablet.facts.own()[0]?.stated.id ?? "";
    edge.state.refuse.clear();
    await tablet.facts.retry(id);
    expect(tablet.facts.border().person(person)).not.toBeNull();
    expect(edge.kept.map(({ fact }) => fact.kind)).toEqual(["arrival", "person"]);

    edge.state.refuse.set("person", "border.category-unknown");
    await tablet.facts.state(personFact(newId(), arrival, { subjects: [] }, { confirmed: false }));
    await settled(tablet);
    await tablet.facts.putAway(tablet.facts.own()[0]?.stated.id ?? "");
    expect(tablet.facts.own()).toEqual([]);
    expect(memory.rows(stores.outbox).size).toBe(0);
    expect(tablet.facts.border().persons()).toHaveLength(1);
  });
});

describe("two tablets at one post", () => {
  it("[MA5] each sees what the other states, page by page, and both see the same", async () => {
    const edge = memoryEdge();
    const [one, other] = [await startTablet(edge, memoryDatabase()), await startTablet(edge, memoryDatabase())];
    const [arrival, mine, theirs] = [newId(), newId(), newId()];
    await one.facts.state(openedBus(arrival));
    await settled(one);
    await settled(other);
    edge.state.away = true;
    await one.facts.state(personFact(mine, arrival, {}, { seat: "1" }));
    for (let seat = 2; seat < 8; seat += 1)
      await other.facts.state(
        personFact(
          seat === 2 ? theirs : newId(),
          arrival,
          { subjects: [], name: `Жолаушы ${seat}` },
          { seat: String(seat), confirmed: false },
        ),
      );
    edge.state.away = false;
    await settled(other);
    await settled(one);
    await settled(other);
    expect(one.facts.border().arrivals()).toEqual(other.facts.border().arrivals());
    expect(one.facts.border().persons()).toEqual(other.facts.border().persons());
    expect(one.facts.border().persons()).toHaveLength(7);
    expect(one.facts.border().person(theirs)?.seat).toBe("2");
  });

  it("[MA5] a message about the place that was read to is no news", async () => {
    const edge = memoryEdge();
    const tablet = await startTablet(edge, memoryDatabase());
    await tablet.facts.state(openedBus(newId()));
    await settled(tablet);
    expect([tablet.facts.isNews(1), tablet.facts.isNews(2)]).toEqual([false, true]);
  });
});

describe("a killed browser", () => {
  it("[MA6] brings everything back without the edge: read facts, waiting facts, and those the edge just took", async () => {
    const [edge, memory] = [memoryEdge(), memoryDatabase()];
    const tablet = await startTablet(edge, memory);
    const [arrival, taken, waiting] = [newId(), newId(), newId()];
    edge.kept.push({ ...statedAt(start, openedBus(arrival)), officer: "m-302" });
    await tablet.facts.pull();
    await tablet.facts.state(personFact(taken, arrival, {}, { seat: "1" }));
    // Sent and acknowledged, but the log was not read on before the end.
    await tablet.outbox.wake();
    edge.state.away = true;
    await tablet.facts.state(personFact(waiting, arrival, { subjects: [], name: "Ерлан Касымов" }, { seat: "2", confirmed: false }));
    const again = await startTablet(edge, memory);
    expect(again.facts.border().arrivals()).toEqual(tablet.facts.border().arrivals());
    expect(again.facts.border().persons()).toEqual(tablet.facts.border().persons());
    expect(again.facts.own()).toMatchObject([{ standing: "waiting" }]);
    edge.state.away = false;
    await settled(again);
    expect(edge.kept.map(({ fact }) => fact.kind)).toEqual(["arrival", "person", "person"]);
  });

  it("[MA7] another log of the edge is read from its beginning; what waits here still counts", async () => {
    const [edge, memory] = [memoryEdge(), memoryDatabase()];
    const tablet = await startTablet(edge, memory);
    const [old, mine, fresh] = [newId(), newId(), newId()];
    await tablet.facts.state(openedBus(old));
    await settled(tablet);
    edge.state.away = true;
    await tablet.facts.state(openedBus(mine));
    await tablet.outbox.deliver();
    edge.state.away = false;
    edge.state.log = "00000000000000bb";
    edge.kept.length = 0;
    edge.kept.push({ ...statedAt(start, openedBus(fresh)), officer: "m-302" });
    await tablet.facts.pull();
    const known = (facts: typeof tablet.facts) => [old, mine, fresh].map((arrival) => facts.border().arrival(arrival) !== null);
    expect(known(tablet.facts)).toEqual([false, true, true]);
    expect(known((await startTablet(edge, memory)).facts)).toEqual([false, true, true]);
  });

  it("[MA7] a link that breaks while another log is read costs nothing that was known", async () => {
    const [edge, memory] = [memoryEdge(), memoryDatabase()];
    const tablet = await startTablet(edge, memory);
    const arrival = newId();
    await tablet.facts.state(openedBus(arrival));
    for (let seat = 1; seat < 9; seat += 1)
      await tablet.facts.state(
        personFact(newId(), arrival, { subjects: [], name: `Жолаушы ${seat}` }, { seat: String(seat), confirmed: false }),
      );
    await settled(tablet);
    edge.state.log = "00000000000000bb";
    edge.state.awayAfter = 2;
    await tablet.facts.pull();
    expect(tablet.facts.border().persons()).toHaveLength(8);
    expect((await startTablet(edge, memory)).facts.border().persons()).toHaveLength(8);
    edge.state.awayAfter = Number.POSITIVE_INFINITY;
    await tablet.facts.pull();
    expect(tablet.facts.border().persons()).toHaveLength(8);
    expect((await startTablet(edge, memory)).facts.border().persons()).toHaveLength(8);
  });

  it("[MA9] no name and no number stands in the clear, and a row that does not open makes the log be read again", async () => {
    const [edge, memory] = [memoryEdge(), memoryDatabase()];
    const tablet = await startTablet(edge, memory);
    const [arrival, person] = [newId(), newId()];
    await tablet.facts.state(openedBus(arrival));
    await tablet.facts.state(personFact(person, arrival));
    await settled(tablet);
    const rows = memory.rows(stores.facts);
    const text = [...rows.values(), ...memory.rows(stores.outbox).values()].map((row) => Bun.inspect(row, { depth: 6 })).join("");
    expect(text).not.toMatch(/Сапарова|871008401427/);
    const [first, second] = [...rows.keys()];
    // Two rows change their places: each is bound to its own name.
    const [one, other] = [rows.get(first ?? ""), rows.get(second ?? "")];
    if (typeof one !== "object" || typeof other !== "object") throw new Error("two facts are kept");
    rows.set(first ?? "", { ...other, id: first });
    const again = await startTablet(edge, memory);
    expect(again.damaged).toBe(1);
    await again.facts.pull();
    expect(again.facts.border().person(person)).not.toBeNull();
  });
});
