import { randomUUID } from "node:crypto";
import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { readLedger } from "#contract/ledger.ts";
import { listTickets, updateTicket } from "#contract/tickets.ts";
import { replyToTicket } from "#contract/replies.ts";
import { listPipelines } from "#contract/pipelines.ts";
import { desk, house, rowsOf, type TestDesk } from "#testkit";
import { bounce, hand, letter } from "#testkit/mailbox.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ingestMail } from "./ingest.ts";
import { type MailDoors, openMailDoors } from "./start.ts";
import { sweepMail } from "./sweep.ts";

let doors: MailDoors;
let shared: TestDesk;

beforeAll(async () => {
  shared = await desk();
  const { platform } = await house();
  const config = { ...platform.config, SMTP_IN_PORT: 0, LMTP_IN_PORT: 0 };
  doors = await openMailDoors({ ...platform, config });
});

afterAll(() => doors.stop());

const mara = "mara@fiatlux.example";

async function arrives(at: TestDesk, raw: string, from = mara, to = at.channel.address) {
  const answer = await hand(doors.smtpPort, { from, to, raw });
  await at.runJobs();
  return answer;
}

async function tickets(at: TestDesk) {
  return (await at.as(at.owner).calls(listTickets, { limit: 50, sort: "oldest" })).items;
}

async function fates(at: TestDesk) {
  const { items } = await at.as(at.owner).calls(readLedger, {});
  return items.map(({ fate }) => fate).toReversed();
}

async function newestTicket(at: TestDesk) {
  const ticket = (await tickets(at)).at(-1);
  if (!ticket) throw new Error("there is no ticket");
  return ticket;
}

async function answered(at: TestDesk, number: number) {
  const reply = await at.as(at.owner).calls(replyToTicket, {
    number,
    id: randomUUID(),
    html: "<p>Pull the plug, please.</p>",
    seenMessageId: (await at.ticketNow(number)).newestMessageId,
  });
  const [row] = await rowsOf<{ message_id: string }>(
    "select message_id from messages where desk_id = $1 and id = $2",
    [at.id, reply.id],
  );
  await at.runJobs();
  return { id: reply.id, messageId: row?.message_id ?? "" };
}

async function close(at: TestDesk, number: number) {
  const { items } = await at.as(at.owner).calls(listPipelines, {});
  const closed = items[0]?.statuses.find(({ kind }) => kind === "closed");
  await at.as(at.owner).calls(updateTicket, { number, statusId: closed?.id ?? "" });
}

describe("mail that was acknowledged", () => {
  test("S9: is one message in one new ticket", async () => {
    const acme = await desk();
    const answer = await arrives(acme, letter({ to: acme.channel.address, text: "Help me!" }));

    expect(answer.code).toBe(250);
    const ticket = await newestTicket(acme);
    expect(ticket).toMatchObject({ name: "Printer on fire", source: "email", open: true });
    expect(ticket.contact).toMatchObject({ name: "Mara Rossi", email: mara });
    const [message] = await acme.messages(ticket.number);
    expect(message).toMatchObject({ direction: "incoming", text: "Help me!", hasSource: true });
    expect(await fates(acme)).toEqual(["ticket_created"]);
  });

  test("is one message when it is delivered twice, at once or later", async () => {
    const acme = await desk();
    const raw = letter({ to: acme.channel.address });

    const send = () => hand(doors.smtpPort, { from: mara, to: acme.channel.address, raw });
    await Promise.all([send(), send(), send()]);
    await acme.runJobs();
    await arrives(acme, `Received: from elsewhere\r\n${raw}`);

    // Which of those that came at once is read first, is chance.
    const all = (await fates(acme)).toSorted();
    expect(all).toEqual(["duplicate", "duplicate", "duplicate", "ticket_created"]);
    expect(await acme.messages((await newestTicket(acme)).number)).toHaveLength(1);
  });

  test("goes to each desk that it names, once a desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const to = [acme.channel.address, rival.channel.address, `support+vip@${acme.host}`];

    const answer = await hand(doors.smtpPort, {
      from: mara,
      to,
      raw: letter({ to: to.join(", ") }),
    });
    await Promise.all([acme.runJobs(), rival.runJobs()]);

    expect(answer.code).toBe(250);
    expect([await tickets(acme), await tickets(rival)].map((list) => list.length)).toEqual([1, 1]);
    const ledger = await acme.as(acme.owner).calls(readLedger, {});
    expect(ledger.items.map((entry) => entry.to.toSorted())).toEqual([
      [acme.channel.address, `support+vip@${acme.host}`].toSorted(),
    ]);
    expect(ledger.summary).toEqual({ received: 1, unaccounted: 0, stuck: 0 });
  });

  test("waits as received when nothing reads it yet", async () => {
    const acme = await desk();
    await hand(doors.smtpPort, { to: acme.channel.address, raw: letter({ to: "x@y.example" }) });

    const ledger = await acme.as(acme.owner).calls(readLedger, {});
    expect(ledger.summary).toEqual({ received: 1, unaccounted: 1, stuck: 0 });
    expect(await acme.jobs("mail.ingest")).toEqual([{ mailId: ledger.items[0]?.id }]);
    await acme.runJobs();
    expect(await fates(acme)).toEqual(["ticket_created"]);
  });

  test("keeps nothing half done when its ticket cannot be written", async () => {
    const acme = await desk();
    await hand(doors.smtpPort, { to: acme.channel.address, raw: letter({ to: "x@y.example" }) });
    await acme.breaks("activities");
    await acme.runJobs().catch(() => undefined);

    expect(await tickets(acme)).toEqual([]);
    expect(await fates(acme)).toEqual(["received"]);
  });

  test("is kept beside the row when it is large, attachments and all", async () => {
    const acme = await desk();
    const file = Buffer.alloc(700_000, "sportello").toString("base64").replace(/.{76}/g, "$&\r\n");
    const raw = letter({
      to: acme.channel.address,
      headers: {
        "Content-Type": "application/octet-stream; name=big.bin",
        "Content-Transfer-Encoding": "base64",
      },
      text: file,
    });
    await arrives(acme, raw);

    const [message] = await acme.messages((await newestTicket(acme)).number);
    expect(message?.attachments).toMatchObject([{ name: "big.bin", size: 700_000 }]);
    const rows = await rowsOf("select raw from mails where desk_id = $1", [acme.id]);
    expect(rows).toEqual([{ raw: null }]);
  });
});

/** A mail of this type and body, as it is answered by the API once it is in. */
async function messageOf(type: string, text: string, headers: Record<string, string> = {}) {
  const to = shared.channel.address;
  await arrives(shared, letter({ to, text, headers: { "Content-Type": type, ...headers } }));
  const [message] = await shared.messages((await newestTicket(shared)).number);
  if (!message) throw new Error("there is no message");
  return message;
}

const part = (type: string, ...lines: string[]) => [`--b`, `Content-Type: ${type}`, "", ...lines];
const parts = (...all: string[][]) => [...all.flat(), "--b--"].join("\r\n");

describe("what mail programs write", () => {
  test("arrives without the line breaks of format=flowed, words whole where DelSp says so", async () => {
    const flowed = "text/plain; charset=utf-8; format=flowed";
    const text = "> Donau \r\n> dampf\r\nYes, it is \r\nsmoking.";
    expect((await messageOf(flowed, text)).text).toBe("> Donau dampf\nYes, it is smoking.");
    expect((await messageOf(`${flowed}; delsp=yes`, text)).text).toBe(
      "> Donaudampf\nYes, it issmoking.",
    );
  });

  test("arrives in its own direction of writing", async () => {
    const words = "שלום, המדפסת בוערת";
    const html = `<div dir="rtl">${words}</div>`;
    const message = await messageOf("text/html; charset=utf-8", html);
    expect(message).toMatchObject({ text: words, html: expect.stringContaining(`dir="rtl"`) });
  });

  test("arrives with its PGP: what is signed is read, what is sealed is kept", async () => {
    const signed = await messageOf(
      'multipart/signed; protocol="application/pgp-signature"; boundary=b',
      parts(part("text/plain", "Signed words"), part("application/pgp-signature; name=s.asc", "x")),
    );
    expect(signed).toMatchObject({ text: "Signed words", attachments: [{ name: "s.asc" }] });
    const sealed = await messageOf(
      'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
      parts(
        part("application/pgp-encrypted", "Version: 1"),
        part("application/octet-stream; name=e.asc", "x"),
      ),
    );
    const types = sealed.attachments.map(({ type }) => type);
    expect(types).toEqual(["application/pgp-encrypted", "application/octet-stream"]);
  });

  test("arrives with its S/MIME: the text inside of what is only signed is read", async () => {
    const der = (tag: number, ...content: Buffer[]) => {
      const body = Buffer.concat(content);
      return Buffer.concat([Buffer.from([tag, 0x81, body.length]), body]);
    };
    const oid = (hex: string) => Buffer.from(`06092a864886f70d0107${hex}`, "hex");
    const inside = der(4, Buffer.from("Content-Type: text/plain\r\n\r\nSigned words"));
    const content = der(0x30, oid("01"), der(0xa0, inside));
    const data = der(0x30, Buffer.from([2, 1, 1]), Buffer.from([0x31, 0]), content);
    const wrapped = der(0x30, oid("02"), der(0xa0, data)).toString("base64");
    const type = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m";
    const message = await messageOf(type, wrapped, { "Content-Transfer-Encoding": "base64" });
    expect(message.text).toBe("Signed words");
    expect(message.attachments).toMatchObject([{ type: "application/pkcs7-signature" }]);
  });

  test("arrives whole at five megabytes", async () => {
    const picture = Buffer.alloc(3_600_000, "sportello").toString("base64");
    const rows = "<tr><td>an offer</td></tr>\r\n".repeat(3000);
    const html = `<img src="data:image/png;base64,${picture}"><table>${rows}</table><p>the end</p>`;
    const message = await messageOf("text/html; charset=utf-8", html);
    expect(message).toMatchObject({ html: expect.stringContaining("the end"), truncated: null });
    expect(message.attachments).toMatchObject([{ type: "image/png", size: 3_600_000 }]);
  });
});

test("mails with the same files in another order are read side by side", async () => {
  const acme = await desk();
  const { platform } = acme.house;
  const { address: to } = acme.channel;
  const files = Array.from({ length: 20 }, () => randomUUID());
  const headers = { "Content-Type": "multipart/mixed; boundary=b" };
  for (let n = 0; n < 12; n++) {
    const parts = (n % 2 ? files : files.toReversed()).map(
      (text) => `--b\r\nContent-Disposition: attachment; filename=a\r\n\r\n${text}\r\n`,
    );
    const from = `c${n}@a.example`;
    const raw = letter({ from, to, headers, text: `${parts.join("")}--b--` });
    await hand(doors.smtpPort, { from, to, raw });
  }
  const jobs = await acme.jobs("mail.ingest");
  const work = { platform, db: platform.db, deskId: acme.id, now: new Date() };
  await Promise.all(jobs.map(({ mailId }) => ingestMail(work, mailId ?? "")));
  expect(await fates(acme)).toEqual(Array.from({ length: 12 }, () => "ticket_created"));
});

test("a large mail stays for as long as its row, and bytes without a row go when they are old", async () => {
  const acme = await desk();
  const { platform } = acme.house;
  const text = `${"x".repeat(70)}\r\n`.repeat(1500);
  await arrives(acme, letter({ to: acme.channel.address, text }));
  await platform.files.put(`${acme.id}/mail`, Buffer.from("a mail that nobody was told 250 for"));
  const folder = join(platform.files.root, acme.id, "mail");
  const kept = async () =>
    (await readdir(folder, { recursive: true })).filter((one) => /\w{62}/.test(one));
  const then = new Date(Date.now() - 49 * 3_600_000);
  for (const path of await kept()) await utimes(join(folder, path), then, then);
  expect(await kept()).toHaveLength(2);
  await sweepMail(platform);
  expect(await kept()).toHaveLength(1);
});

describe("the door", () => {
  test("does not know addresses that nobody serves, and never relays", async () => {
    const acme = await desk();
    const wanted = await hand(doors.smtpPort, {
      to: `sales@${acme.host}`,
      raw: letter({ to: "" }),
    });
    const relayed = await hand(doors.smtpPort, { to: "someone@gmail.example", raw: "x" });
    expect([wanted.code, relayed.code]).toEqual([550, 550]);
    expect(await fates(acme)).toEqual([]);
  });

  test("refuses what is over fifty megabytes and keeps nothing of it", async () => {
    const acme = await desk();
    const raw = Buffer.concat([
      Buffer.from(letter({ to: "a@b.example" })),
      Buffer.alloc(51 * 1024 * 1024, `${"x".repeat(500)}\r\n`),
    ]);
    const answer = await hand(doors.smtpPort, { to: acme.channel.address, raw });
    expect(answer.code).toBe(552);
    expect(await fates(acme)).toEqual([]);
  });

  test("answers for each receiver on LMTP", async () => {
    const acme = await desk();
    const to = [acme.channel.address, `nobody@${acme.host}`];
    const answer = await hand(doors.lmtpPort ?? 0, {
      to,
      raw: letter({ to: to[0] ?? "" }),
      protocol: "lmtp",
    });
    await acme.runJobs();
    expect(answer.code).toBe(550);
    expect(await fates(acme)).toEqual(["ticket_created"]);
  });
});

describe("which ticket", () => {
  test("S11: the customer's answer joins and reopens it", async () => {
    const acme = await desk();
    await arrives(acme, letter({ to: acme.channel.address }));
    const { number } = await newestTicket(acme);
    const reply = await answered(acme, number);
    await close(acme, number);

    await arrives(
      acme,
      letter({ to: acme.channel.address, text: "Still on fire.", inReplyTo: reply.messageId }),
    );

    expect(await tickets(acme)).toHaveLength(1);
    expect(await acme.ticketNow(number)).toMatchObject({ open: true });
    expect((await acme.messages(number)).map(({ text }) => text.trim())).toContain(
      "Still on fire.",
    );
  });

  test("a stranger who quotes an id is not let in, only pointed to", async () => {
    const acme = await desk();
    await arrives(acme, letter({ to: acme.channel.address }));
    const { number } = await newestTicket(acme);
    const reply = await answered(acme, number);

    const from = "Eve <eve@evil.example>";
    await arrives(acme, letter({ from, to: acme.channel.address, references: reply.messageId }));

    const stranger = await newestTicket(acme);
    expect(stranger.number).not.toBe(number);
    expect(await acme.messages(number)).toHaveLength(2);
    expect((await acme.ticketNow(stranger.number)).hints).toEqual([{ number, reason: "stranger" }]);
  });

  test("a ticket number in the subject is pointed to, never joined", async () => {
    const acme = await desk();
    await arrives(acme, letter({ to: acme.channel.address }));
    const { number } = await newestTicket(acme);

    await arrives(
      acme,
      letter({ to: acme.channel.address, subject: `Re: [#${number}] and #999999` }),
    );

    const named = await newestTicket(acme);
    expect(named.number).not.toBe(number);
    expect((await acme.ticketNow(named.number)).hints).toEqual([{ number, reason: "subject" }]);
  });

  test("a stranger cannot plant a hint on a ticket by mentioning its ids", async () => {
    const acme = await desk();
    await arrives(acme, letter({ to: acme.channel.address }));
    const { number } = await newestTicket(acme);
    const reply = await answered(acme, number);
    const from = "Eve <eve@evil.example>";
    await arrives(acme, letter({ from, to: acme.channel.address, references: reply.messageId }));

    await arrives(acme, letter({ to: acme.channel.address, inReplyTo: reply.messageId }));

    expect(await acme.messages(number)).toHaveLength(3);
    expect((await acme.ticketNow(number)).hints).toEqual([]);
  });

  test("an answer that comes too late opens a new ticket that names the old one", async () => {
    const acme = await desk();
    await arrives(acme, letter({ to: acme.channel.address }));
    const { number } = await newestTicket(acme);
    const reply = await answered(acme, number);
    await close(acme, number);
    await rowsOf(
      "update tickets set last_closed_at = now() - interval '15 days' where desk_id = $1",
      [acme.id],
    );

    await arrives(acme, letter({ to: acme.channel.address, inReplyTo: reply.messageId }));

    const late = await newestTicket(acme);
    expect((await acme.ticketNow(late.number)).hints).toEqual([
      { number, reason: "reopened_late" },
    ]);
    expect(await acme.ticketNow(number)).toMatchObject({ open: false });
  });

  test("a parent that arrives after its answer finds the ticket", async () => {
    const acme = await desk();
    const [first, second] = [`<${randomUUID()}@a.example>`, `<${randomUUID()}@a.example>`];
    await arrives(acme, letter({ to: acme.channel.address, id: second, inReplyTo: first }));
    await arrives(acme, letter({ to: acme.channel.address, id: first, text: "The beginning" }));

    expect(await tickets(acme)).toHaveLength(1);
    expect(await fates(acme)).toEqual(["ticket_created", "joined_ticket"]);
  });

  test("two mails of one subject, or even of one id, are two tickets", async () => {
    const acme = await desk();
    const id = `<always-the-same@a.example>`;
    await arrives(acme, letter({ to: acme.channel.address, id, text: "one" }));
    await arrives(acme, letter({ to: acme.channel.address, id, text: "two" }));
    expect(await fates(acme)).toEqual(["ticket_created", "ticket_created"]);
  });
});

describe("machines", () => {
  test("a bounce marks the reply as failed and opens nothing", async () => {
    const acme = await desk();
    await arrives(acme, letter({ to: acme.channel.address }));
    const { number } = await newestTicket(acme);
    const reply = await answered(acme, number);

    await arrives(acme, bounce(acme.channel.address, reply.messageId), "");

    const sent = (await acme.messages(number)).find(({ id }) => id === reply.id);
    expect(sent).toMatchObject({ delivery: "failed" });
    expect(sent?.deliveryError).toContain("mara@fiatlux.example: 5.1.1");
    expect(await fates(acme)).toEqual(["ticket_created", "joined_ticket"]);
    expect(
      await rowsOf("select bounced_at is not null as bad from contact_emails where desk_id = $1", [
        acme.id,
      ]),
    ).toEqual([{ bad: true }]);
  });

  test("a bounce of nothing that we know is ignored, and says so", async () => {
    const acme = await desk();
    await arrives(acme, bounce(acme.channel.address, "<never@sent.example>"), "");
    expect(await tickets(acme)).toEqual([]);
    expect(await fates(acme)).toEqual(["ignored"]);
  });

  test("a vacation notice joins without reopening", async () => {
    const acme = await desk();
    await arrives(acme, letter({ to: acme.channel.address }));
    const { number } = await newestTicket(acme);
    const reply = await answered(acme, number);
    await close(acme, number);

    const headers = { "Auto-Submitted": "auto-replied" };
    await arrives(acme, letter({ to: acme.channel.address, inReplyTo: reply.messageId, headers }));

    expect(await acme.ticketNow(number)).toMatchObject({ open: false });
    expect(await acme.messages(number)).toHaveLength(3);
  });

  test("a stranger's notice that quotes an id is kept out of the conversation", async () => {
    const acme = await desk();
    await arrives(acme, letter({ to: acme.channel.address }));
    const { number } = await newestTicket(acme);
    const reply = await answered(acme, number);

    for (const headers of [{ "Auto-Submitted": "auto-replied" }, { Precedence: "auto_reply" }]) {
      const eve = { from: "Mara Rossi <eve@evil.example>", cc: "eve2@evil.example" };
      const { address: to } = acme.channel;
      await arrives(acme, letter({ ...eve, to, inReplyTo: reply.messageId, headers }));
    }

    expect(await fates(acme)).toEqual(["ticket_created", "ignored", "ignored"]);
    expect(await acme.messages(number)).toHaveLength(2);
  });

  test("a notice is neither the newest message nor unread, and nobody answers it", async () => {
    const acme = await desk();
    await arrives(acme, letter({ to: acme.channel.address }));
    const { number } = await newestTicket(acme);
    const reply = await answered(acme, number);
    const before = await acme.ticketNow(number);

    const away = { headers: { "Auto-Submitted": "auto-replied" }, cc: "other@fiatlux.example" };
    await arrives(acme, letter({ to: acme.channel.address, inReplyTo: reply.messageId, ...away }));
    await arrives(acme, bounce(acme.channel.address, reply.messageId), "");

    const { preview, unread, participants, newestMessageId } = before;
    expect(await acme.ticketNow(number)).toMatchObject({
      ...{ preview, unread, participants, newestMessageId },
    });
    expect(await acme.messages(number)).toHaveLength(4);
  });

  test("an answer without a receiver goes to the newest person, not to a machine", async () => {
    const acme = await desk();
    const { address: to } = acme.channel;
    const [id, robot] = ["<first@fiatlux.example>", "robot@fiatlux.example"];
    await arrives(acme, letter({ to, id, cc: robot }));
    const { number } = await newestTicket(acme);
    const headers = { "Auto-Submitted": "auto-generated" };
    await arrives(acme, letter({ from: robot, to, inReplyTo: id, headers }));
    expect(await acme.messages(number)).toHaveLength(2);

    const reply = await answered(acme, number);

    const sent = (await acme.messages(number)).find((message) => message.id === reply.id);
    expect(sent?.to.map(({ address }) => address)).toEqual([mara]);
  });

  test("a bounce puts no mark on a contact that the mail did not go to", async () => {
    const acme = await desk();
    await arrives(acme, letter({ from: "vip@other.example", to: acme.channel.address }));
    await arrives(acme, letter({ to: acme.channel.address }));
    const { number } = await newestTicket(acme);
    const reply = await answered(acme, number);

    await arrives(acme, bounce(acme.channel.address, reply.messageId, "vip@other.example"), "");

    const marked = "select email from contact_emails where desk_id = $1 and bounced_at is not null";
    expect(await rowsOf(marked, [acme.id])).toEqual([]);
  });

  test("mail from our own address opens nothing, so that two desks fall silent", async () => {
    const acme = await desk();
    const { address } = acme.channel;
    await arrives(acme, letter({ from: `Acme <${address}>`, to: address }), address);
    expect(await fates(acme)).toEqual(["ignored"]);

    const form = { from: `Form <${address}>`, headers: { "Reply-To": "jo@customer.example" } };
    await arrives(acme, letter({ ...form, to: address }), address);
    expect(await fates(acme)).toEqual(["ignored", "ticket_created"]);
  });

  test("our own reply that comes back is an own copy", async () => {
    const acme = await desk();
    await arrives(acme, letter({ to: acme.channel.address }));
    const reply = await answered(acme, (await newestTicket(acme)).number);

    const { address } = acme.channel;
    await arrives(
      acme,
      letter({ from: `Acme <${address}>`, to: address, id: reply.messageId }),
      address,
    );

    expect(await fates(acme)).toEqual(["ticket_created", "own_copy"]);
  });
});
