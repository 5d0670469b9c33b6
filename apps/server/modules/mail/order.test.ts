/** The same mails in any order, some of them several times and by several doors: always the same tickets. */
import { createHmac } from "node:crypto";
import { createChannel } from "#contract/channels.ts";
import { readLedger } from "#contract/ledger.ts";
import { listTickets } from "#contract/tickets.ts";
import { makeWebhook } from "#contract/webhooks.ts";
import { channelById } from "#modules/channels";
import { desk, house, rowsOf, type TestDesk } from "#testkit";
import { imapPeer } from "#testkit/imap-peer.ts";
import { hand, letter } from "#testkit/mailbox.ts";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { chanceOf } from "../../../../tools/faults/chance.ts";
import { collectMail } from "./collect.ts";
import { openMailDoors } from "./start.ts";

const seed = Number(process.env["ORDER_SEED"] ?? Math.floor(Math.random() * 100_000));
const orders = Number(process.env["ORDERS"] ?? 5);

let acme: TestDesk;
let doors: Record<"smtp" | "webhook" | "imap", (raw: string) => Promise<void>>;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  acme = await desk();
  doors = { smtp: await smtpDoor(), webhook: await webhookDoor(), imap: await imapDoor() };
});

afterAll(async () => {
  for (const end of ends.toReversed()) await end();
});

async function smtpDoor() {
  const { platform } = await house();
  const config = { ...platform.config, SMTP_IN_PORT: 0, LMTP_IN_PORT: 0 };
  const opened = await openMailDoors({ ...platform, config });
  ends.push(() => opened.stop());
  return async (raw: string) => {
    const { code } = await hand(opened.smtpPort, { to: acme.channel.address, raw });
    expect(code).toBe(250);
  };
}

async function webhookDoor() {
  const as = acme.as(acme.owner);
  const { id } = await as.calls(createChannel, { address: `hook@${acme.host}` });
  const { secret } = await as.calls(makeWebhook, { id });
  return async (raw: string) => {
    const at = String(Math.floor(Date.now() / 1000));
    const hmac = createHmac("sha256", secret).update(`${at}.${raw}`).digest("hex");
    const headers = {
      ...{ host: acme.host, "content-type": "message/rfc822" },
      ...{ "x-sportello-timestamp": at, "x-sportello-signature": `sha256=${hmac}` },
    };
    const url = `/api/v1/inbound/${id}`;
    const answer = await acme.house.app.inject({ method: "POST", url, headers, payload: raw });
    expect(answer.statusCode).toBe(201);
  };
}

async function imapDoor() {
  const server = await imapPeer();
  ends.push(server.close);
  const { port, user, password } = server;
  const imap = { host: "127.0.0.1", port, tls: "none" as const, user, password };
  const address = `sales@${acme.host}`;
  const { id } = await acme.as(acme.owner).calls(createChannel, { address, imap });
  const { platform } = acme.house;
  const channel = await channelById(platform.db, acme.id, id);
  if (!channel) throw new Error("there is no channel");
  const stopping = new AbortController();
  const patience = { lookEvery: 20, pollEvery: 50, failingAfter: 150, retryAfter: 40 };
  const reading = collectMail(platform, channel, patience, stopping.signal);
  ends.push(async () => {
    stopping.abort();
    await reading;
  });
  const kept = async () =>
    (await rowsOf("select from mails where desk_id = $1 and channel_id = $2", [acme.id, id]))
      .length;
  return async (raw: string) => {
    const before = await kept();
    server.append(raw);
    await vi.waitFor(async () => expect(await kept()).toBe(before + 1), { timeout: 15_000 });
  };
}

type Delivery = { door: keyof typeof doors; raw: string };

/** Two conversations of one subject. The first is between two customers and us, and some of it comes several times. */
function deliveriesOf(run: string): Delivery[] {
  const [mara, bob] = [`mara-${run}@fiatlux.example`, `bob-${run}@fiatlux.example`];
  const id = (name: string) => `<${name}-${run}@fiatlux.example>`;
  const to = acme.channel.address;
  const say = (name: string, from: string, cc: string | undefined, above: string[]) => {
    const [parent] = above.slice(-1);
    return letter({
      ...{
        from,
        to,
        subject: `${above.length > 0 ? "Re: " : ""}Order ${run}`,
        text: `${name} ${run}`,
      },
      id: id(name),
      ...(cc ? { cc } : {}),
      ...(parent ? { inReplyTo: id(parent), references: above.map(id).join(" ") } : {}),
    });
  };
  const [first, answer] = [say("first", mara, bob, []), say("answer", mara, bob, ["first"])];
  const reply = say("reply", bob, mara, ["first", "answer"]);
  const other = say("other", mara, undefined, []);
  const more = say("more", mara, undefined, ["other"]);
  return [
    { door: "smtp", raw: first },
    { door: "smtp", raw: `Received: from elsewhere.example by there\r\n${first}` },
    { door: "smtp", raw: answer },
    { door: "webhook", raw: answer },
    { door: "smtp", raw: reply },
    { door: "imap", raw: reply },
    { door: "webhook", raw: other },
    { door: "imap", raw: more },
  ];
}

/** The words of each of its tickets. */
async function ticketsOf(run: string): Promise<string[][]> {
  const { items } = await acme.as(acme.owner).calls(listTickets, { limit: 200, sort: "newest" });
  const mine = items.filter(({ name }) => name.endsWith(`Order ${run}`));
  const texts = mine.map(async ({ number }) =>
    (await acme.messages(number))
      .filter(({ direction }) => direction === "incoming")
      .map(({ text }) => text.split(" ")[0] ?? "")
      .toSorted(),
  );
  return (await Promise.all(texts)).toSorted((a, b) => b.length - a.length);
}

describe("the same mails", () => {
  test(`end in the same tickets, each once, in whatever order and by whichever doors they come (ORDER_SEED=${seed})`, async () => {
    const chance = chanceOf(seed);
    for (let run = 0; run < orders; run++) {
      const name = `${seed}-${run}`;
      const order = shuffled(deliveriesOf(name), chance);
      for (const { door, raw } of order) {
        await doors[door](raw);
        // Some are read one by one, others side by side.
        if (chance() < 0.5) await acme.runJobs();
      }
      await acme.runJobs();
      expect([name, await ticketsOf(name)]).toEqual([
        name,
        [
          ["answer", "first", "reply"],
          ["more", "other"],
        ],
      ]);
    }
    const { summary } = await acme.as(acme.owner).calls(readLedger, {});
    expect(summary).toEqual({ received: orders * 8, unaccounted: 0, stuck: 0 });
  }, 3_600_000);

  test("that name only what they answer are one ticket as long as what they answer is known", async () => {
    const id = (name: string) => `<${name}-${seed}@chain.example>`;
    const mail = (name: string, parent?: string) =>
      letter({
        ...{ to: acme.channel.address, from: "chain@fiatlux.example", text: name, id: id(name) },
        subject: `Order chain ${seed}`,
        ...(parent ? { inReplyTo: id(parent) } : {}),
      });
    for (const raw of [mail("three", "two"), mail("two", "one"), mail("one")]) {
      await doors.smtp(raw);
      await acme.runJobs();
    }
    expect(await ticketsOf(`chain ${seed}`)).toEqual([["one", "three", "two"]]);
  });

  test("whose middle one comes last stay two tickets, and the agents are told of it", async () => {
    const id = (name: string) => `<${name}-${seed}@gap.example>`;
    const mail = (name: string, parent?: string) =>
      letter({
        ...{ to: acme.channel.address, from: "gap@fiatlux.example", text: name, id: id(name) },
        subject: `Order gap ${seed}`,
        ...(parent ? { inReplyTo: id(parent) } : {}),
      });
    for (const raw of [mail("one"), mail("three", "two"), mail("two", "one")]) {
      await doors.smtp(raw);
      await acme.runJobs();
    }
    expect(await ticketsOf(`gap ${seed}`)).toEqual([["one", "two"], ["three"]]);
    const { items } = await acme.as(acme.owner).calls(listTickets, { limit: 2, sort: "newest" });
    const [one = 0, three] = items.map(({ number }) => number).toSorted((a, b) => a - b);
    expect((await acme.ticketNow(one)).hints).toEqual([{ number: three, reason: "bridge" }]);
  });
});

function shuffled<Item>(items: readonly Item[], chance: () => number): Item[] {
  return items
    .map((item) => ({ item, at: chance() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
