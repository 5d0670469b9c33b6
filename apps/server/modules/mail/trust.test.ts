/** Whom a mail is from, as far as it can be known; and what a mail that cannot be trusted must not do. */
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { sealMessage, dkimSign } from "mailauth";
import { beforeAll, describe, expect, test } from "vitest";
import { createCompany } from "#contract/contacts.ts";
import { updateChannel } from "#contract/channels.ts";
import { joinTicket } from "#contract/joins.ts";
import { readLedger } from "#contract/ledger.ts";
import { listPipelines } from "#contract/pipelines.ts";
import { listTickets, updateTicket } from "#contract/tickets.ts";
import { replyToTicket } from "#contract/replies.ts";
import { signReplyAddress } from "#mail/address.ts";
import { replySecret } from "#modules/desks";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { letter } from "#testkit/mailbox.ts";
import { ingestMail } from "./ingest.ts";
import { keepMail } from "./keep.ts";
import { gatherRaw } from "./raw.ts";
import type { Resolver } from "./resolver.ts";

const here = "203.0.113.7";
const mara = "mara@fiatlux.example";
const keys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const sealer = {
  ...{ signingDomain: "forwarder.example", selector: "s1", privateKey: keys.privateKey },
};
const key = `v=DKIM1; k=rsa; p=${keys.publicKey.toString("base64")}`;

/** The name servers of the whole world, for these tests. */
const zone: Record<string, string[]> = {
  "TXT fiatlux.example": ["v=spf1 ip4:203.0.113.7 -all"],
  "TXT _dmarc.fiatlux.example": ["v=DMARC1; p=reject"],
  "TXT s1._domainkey.fiatlux.example": [key],
  "TXT s1._domainkey.forwarder.example": [key],
};
const slow = new Set<string>();
const dns: Resolver = async (domain, type) => {
  if (slow.has(domain)) throw Object.assign(new Error("no answer"), { code: "ETIMEOUT" });
  const found = zone[`${type} ${domain}`];
  if (!found) throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
  return type === "TXT" ? found.map((text) => [text]) : found;
};

type Way = { ip?: string; envelope?: string; via?: "smtp" | "imap" };

let acme: TestDesk;
beforeAll(async () => {
  acme = await desk();
});
const owner = (at = acme) => at.as(at.owner);

/** A mail comes in over the network and is read. Answers its newest ticket and message. */
async function comes(
  raw: string,
  { ip = here, envelope = mara, via = "smtp" }: Way = {},
  at = acme,
) {
  const { platform } = at.house;
  const now = platform.clock();
  const kept = await gatherRaw(platform, Buffer.from(raw), [at.id], 1e7);
  const delivery = {
    ...{ deskId: at.id, channelId: at.channel.id, via, envelopeFrom: envelope },
    ...{ envelopeTo: [], remoteAddress: ip, helo: "mx.example", quiet: false },
  };
  const [id = ""] = await keepMail(platform.db, kept, [delivery], now);
  await ingestMail({ platform, db: platform.db, deskId: at.id, now }, id, dns);
  const [row] = await rowsOf<{ number: number; id: string; fate: string }>(
    `select t.number, m.id, l.fate from mails l left join messages m on m.mail_id = l.id
     left join tickets t on t.id = m.ticket_id where l.id = $1`,
    [id],
  );
  return { number: row?.number ?? 0, messageId: row?.id ?? "", fate: row?.fate };
}

async function trustOf(raw: string, way: Way = {}, at = acme) {
  const { number, messageId } = await comes(raw, way, at);
  const found = (await at.messages(number)).find(({ id }) => id === messageId);
  return { verified: found?.verified, ...found?.trust };
}

const to = () => acme.channel.address;
const forged = { ip: "198.51.100.9" };

async function answered(number: number) {
  const reply = await owner().calls(replyToTicket, {
    ...{ number, id: randomUUID(), html: "<p>Pull the plug.</p>" },
    seenMessageId: (await acme.ticketNow(number)).newestMessageId,
  });
  const [row] = await rowsOf<{ message_id: string }>(
    "select message_id from messages where id = $1",
    [reply.id],
  );
  return row?.message_id ?? "";
}

async function close(number: number) {
  const { items } = await owner().calls(listPipelines, {});
  const statusId = items[0]?.statuses.find(({ kind }) => kind === "closed")?.id ?? "";
  await owner().calls(updateTicket, { number, statusId });
}

/** A ticket of Mara with an answer of ours, and who points to it. */
async function conversation() {
  const { number } = await comes(letter({ from: `Mara Rossi <${mara}>`, to: to() }));
  const inReplyTo = await answered(number);
  const ticket = await acme.ticketNow(number);
  const secret = await replySecret(acme.house.platform.db, acme.id);
  const signed = signReplyAddress(to(), { deskId: acme.id, ticketId: ticket.id, secret });
  return { number, inReplyTo, signed, ticket };
}

describe("L7: a mail over the network shows", () => {
  test("what SPF, DKIM and DMARC said, and of which domain", async () => {
    const raw = letter({ from: mara, to: to() });
    const signer = { ...sealer, signingDomain: "fiatlux.example" };
    const signed = await dkimSign(raw, { ...signer, signatureData: [signer] });
    expect(await trustOf(signed.signatures + raw)).toMatchObject({
      ...{ verified: "verified", by: null, risky: false },
      spf: { result: "pass", domain: "fiatlux.example" },
      dkim: { result: "pass", domain: "fiatlux.example" },
      dmarc: { result: "pass", domain: "fiatlux.example" },
    });
    expect(await trustOf(letter({ from: mara, to: to() }), forged)).toMatchObject({
      ...{ verified: "failed", risky: true },
      dmarc: { result: "fail", domain: "fiatlux.example" },
    });
    const silent = letter({ from: "jo@silent.example", to: to() });
    expect(await trustOf(silent, { envelope: "jo@silent.example" })).toMatchObject({
      ...{ verified: "unverified", risky: false, dmarc: { result: "none" } },
    });
  });

  test("what a forwarder sealed, and believes it of those that the channel names alone", async () => {
    const other = await desk();
    const forwarded = async () => {
      const raw = letter({ from: mara, to: other.channel.address });
      const authResults = "forwarder.example; dmarc=pass header.from=fiatlux.example";
      const seal = await sealMessage(raw, { ...sealer, cv: "none", i: 1, authResults });
      return trustOf(seal.toString() + raw, forged, other);
    };
    expect(await forwarded()).toMatchObject({ verified: "failed", arc: { result: "pass" } });
    const trustedServers = ["forwarder.example"];
    await owner(other).calls(updateChannel, { id: other.channel.id, trustedServers });
    expect(await forwarded()).toMatchObject({
      ...{ verified: "unverified", risky: false },
      arc: { result: "pass", domain: "forwarder.example" },
    });
  });

  test("what the mailbox's server said, if the channel names it", async () => {
    const told = "Authentication-Results: mx.ours; dmarc=fail header.from=fiatlux.example\r\n";
    const way = { via: "imap" as const };
    expect((await trustOf(told + letter({ from: mara, to: to() }), way)).verified).toBeNull();
    await owner().calls(updateChannel, { id: acme.channel.id, trustedServers: ["mx.ours"] });
    expect(await trustOf(told + letter({ from: mara, to: to() }), way)).toMatchObject({
      ...{ verified: "failed", by: "mx.ours", risky: true },
    });
  });
});

describe("L7: a sender is pointed out", () => {
  const acquainted = async () => {
    const at = await desk();
    await owner(at).calls(createCompany, { name: "Fiat Lux", domains: ["fiatlux.example"] });
    await at.user("Nina Colleague");
    return at;
  };
  const from = async (who: string, more = {}) => {
    const at = await acquainted();
    const raw = letter({ from: who, to: at.channel.address, ...more });
    return trustOf(raw, { ip: "127.0.0.1", envelope: "x@y.example" }, at);
  };

  test("the first time, and not after that", async () => {
    const at = await acquainted();
    const raw = () => letter({ from: "new@else.example", to: at.channel.address });
    const inside = { ip: "127.0.0.1" };
    expect(await trustOf(raw(), inside, at)).toMatchObject({ firstSeen: true, risky: false });
    expect(await trustOf(raw(), inside, at)).toMatchObject({ firstSeen: false });
  });

  test("when its domain looks like a company's", async () => {
    expect(await from("Mara <mara@fiat1ux.example>")).toMatchObject({
      ...{ risky: true, lookalike: { domain: "fiat1ux.example", of: "fiatlux.example" } },
    });
    expect(await from(`Mara <${mara}>`)).toMatchObject({ lookalike: null, risky: false });
  });

  test("also when it has written before, and then only pointed out", async () => {
    const at = await acquainted();
    const raw = () => letter({ from: "mara@fiat1ux.example", to: at.channel.address });
    const inside = { ip: "127.0.0.1" };
    await trustOf(raw(), inside, at);
    const { platform } = at.house;
    const { clock } = platform;
    platform.clock = () => new Date(Date.now() + 120_000);
    const later = await trustOf(raw(), inside, at).finally(() => (platform.clock = clock));
    expect(later).toMatchObject({ risky: false, lookalike: { of: "fiatlux.example" } });
  });

  test("when an answer would go elsewhere, and not within one house", async () => {
    const reply = (address: string) => from(mara, { headers: { "Reply-To": address } });
    expect(await reply("mara@evil.example")).toMatchObject({ replyTo: "mara@evil.example" });
    expect(await reply("mara@mail.fiatlux.example")).toMatchObject({ replyTo: null });
  });

  test("when it bears a colleague's name, or shows another address", async () => {
    expect(await from("Nina Cоlleague <nina@evil.example>")).toMatchObject({
      ...{ risky: true, pretends: { kind: "colleague", name: "Nina Colleague" } },
    });
    expect(await from(`"boss@bank.example" <x@evil.example>`)).toMatchObject({
      ...{ risky: true, pretends: { kind: "address", name: "boss@bank.example" } },
    });
    expect(await from(`"${mara}" <${mara}>`)).toMatchObject({ pretends: null });
  });
});

describe("L7: a mail that fails DMARC", () => {
  const claim = (more: object) => letter({ from: `Mara Rossi <${mara}>`, to: to(), ...more });

  test("joins nothing as the participant that it claims to be: an agent joins it by hand, or not", async () => {
    const { number, inReplyTo } = await conversation();
    const came = await comes(claim({ inReplyTo }), forged);
    expect(came.number).not.toBe(number);
    expect((await acme.ticketNow(came.number)).hints).toEqual([{ number, reason: "unproven" }]);
    expect(await acme.messages(number)).toHaveLength(2);
    await owner().calls(joinTicket, { number: came.number, into: number });
    expect(await acme.messages(number)).toHaveLength(3);
  });

  test("joins by the signed address, and even so moves no status and brings nobody in", async () => {
    const { number, signed } = await conversation();
    const before = await acme.ticketNow(number);
    const came = await comes(claim({ to: signed, cc: "eve@evil.example" }), forged);
    expect(came.number).toBe(number);
    const { statusId, participants, contacts, priority } = before;
    expect(await acme.ticketNow(number)).toMatchObject({
      ...{ statusId, participants, contacts, priority },
      newestDirection: "incoming",
    });
  });

  test("reopens nothing: with a signed address it comes as a ticket that points to the closed one", async () => {
    const { number, signed, inReplyTo } = await conversation();
    await close(number);
    for (const more of [{ to: signed }, { inReplyTo }]) {
      const came = await comes(claim(more), forged);
      expect((await acme.ticketNow(came.number)).hints).toEqual([{ number, reason: "unproven" }]);
    }
    expect(await acme.ticketNow(number)).toMatchObject({ open: false });
  });

  test("of a new ticket brings in nobody whom it names", async () => {
    const { number } = await comes(claim({ cc: "eve@evil.example" }), forged);
    const { participants } = await acme.ticketNow(number);
    expect(participants.map(({ address }) => address)).toEqual([mara]);
  });

  test("is in the ledger like every mail, and none is left out", async () => {
    const { summary, items } = await owner().calls(readLedger, { limit: 200 });
    expect(summary.unaccounted).toBe(0);
    const listed = await owner().calls(listTickets, { limit: 200 });
    expect(items.length).toBeGreaterThanOrEqual(listed.items.length);
  });
});

describe("L7: a mail that could not be checked in time", () => {
  const silent = "late.example";
  const jo = `jo@${silent}`;
  const way = { envelope: jo };
  beforeAll(() => {
    zone[`TXT ${silent}`] = ["v=spf1 ip4:203.0.113.7 -all"];
    zone[`TXT _dmarc.${silent}`] = ["v=DMARC1; p=reject"];
  });
  const answersLate = (late: boolean) =>
    [silent, `_dmarc.${silent}`].forEach((name) => (late ? slow.add(name) : slow.delete(name)));
  const minutesLater = async <T>(work: () => Promise<T>) => {
    const { platform } = acme.house;
    const { clock } = platform;
    platform.clock = () => new Date(clock().getTime() + 120_000);
    return work().finally(() => (platform.clock = clock));
  };
  const again = async (id: string) => {
    const { platform } = acme.house;
    const now = platform.clock();
    await ingestMail({ platform, db: platform.db, deskId: acme.id, now }, id, dns);
    const [row] = await rowsOf<{ number: number; verified: string; fate: string }>(
      `select t.number, m.verified, l.fate from mails l left join messages m on m.mail_id = l.id
       left join tickets t on t.id = m.ticket_id where l.id = $1`,
      [id],
    );
    return row;
  };
  const waitingMail = async (raw: string) => {
    answersLate(true);
    expect((await comes(raw, way)).fate).toBe("received");
    const jobs = (await acme.jobs("mail.ingest")) as { mailId: string }[];
    return jobs.at(-1)?.mailId ?? "";
  };

  test("is looked at again, and joins when the name servers answer", async () => {
    answersLate(false);
    const { number } = await comes(letter({ from: jo, to: to() }), way);
    const inReplyTo = await answered(number);
    const id = await waitingMail(letter({ from: jo, to: to(), inReplyTo }));
    expect(await again(id)).toMatchObject({ fate: "received" });
    answersLate(false);
    expect(await again(id)).toMatchObject({ fate: "joined_ticket", number, verified: "verified" });
  });

  test("says so after a minute, and gets nothing that needs a passing check", async () => {
    answersLate(false);
    const { number } = await comes(letter({ from: jo, to: to() }), way);
    const inReplyTo = await answered(number);
    const id = await waitingMail(letter({ from: jo, to: to(), cc: "eve@evil.example", inReplyTo }));
    const settled = await minutesLater(() => again(id));
    expect(settled).toMatchObject({ fate: "ticket_created", verified: "unchecked" });
    const ticket = await acme.ticketNow(settled?.number ?? 0);
    expect(ticket.hints).toEqual([{ number, reason: "unproven" }]);
    expect(ticket.participants.map(({ address }) => address)).toEqual([jo]);
  });
});

test("L7: the same mail that can prove its sender joins, reopens and brings people in", async () => {
  const { number, inReplyTo } = await conversation();
  await close(number);
  const cc = "colleague@fiatlux.example";
  const came = await comes(letter({ from: `Mara Rossi <${mara}>`, to: to(), cc, inReplyTo }));
  expect(came.number).toBe(number);
  const ticket = await acme.ticketNow(number);
  expect(ticket.open).toBe(true);
  expect(ticket.participants.map(({ address }) => address)).toContain(cc);
});
