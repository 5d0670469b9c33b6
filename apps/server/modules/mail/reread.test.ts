import { readLedger, readLedgerEntry } from "#contract/ledger.ts";
import {
  applyRereadings,
  listMailWorks,
  listRereadings,
  readMailWork,
  rereadMail,
} from "#contract/mail-works.ts";
import { search } from "#contract/search.ts";
import { listTickets } from "#contract/tickets.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { letter } from "#testkit/mailbox.ts";
import { describe, expect, test } from "vitest";
import { keepMail } from "./keep.ts";
import { gatherRaw } from "./raw.ts";

/** Mails that have come in and been read. */
async function arrived(acme: TestDesk, raws: string[]) {
  const { platform } = acme.house;
  for (const text of raws) {
    const raw = await gatherRaw(platform, Buffer.from(text), [acme.id], 1_000_000);
    const from = { envelopeFrom: "mara@fiatlux.example", remoteAddress: null };
    const to = { envelopeTo: [acme.channel.address], channelId: acme.channel.id, deskId: acme.id };
    await keepMail(platform.db, raw, [{ ...from, ...to, via: "smtp", quiet: false }], new Date());
  }
  await acme.runJobs();
  return (await acme.as(acme.owner).calls(readLedger, {})).items;
}

const withFile = (acme: TestDesk) =>
  letter({
    to: acme.channel.address,
    headers: { "Content-Type": 'multipart/mixed; boundary="cut"' },
    text: [
      "--cut\r\nContent-Type: text/plain\r\n\r\nThe flames are green.\r\n--cut",
      'Content-Type: image/gif\r\nContent-Disposition: attachment; filename="flame.gif"\r\n\r\nGIF89a\r\n--cut--\r\n',
    ].join("\r\n"),
  });

/** As if a parser of long ago had read them: another text, and no file. */
async function readBadly(acme: TestDesk) {
  await rowsOf("update messages set text = 'fl@mes' where desk_id = $1", [acme.id]);
  await rowsOf("delete from attachments where desk_id = $1", [acme.id]);
}

async function rereads(acme: TestDesk, input = {}) {
  const { id } = await acme.as(acme.owner).calls(rereadMail, input);
  await acme.runJobs();
  return acme.as(acme.owner).calls(readMailWork, { id });
}

const told = (acme: TestDesk, id: string) =>
  acme.as(acme.owner).calls(listRereadings, { id, limit: 200 });

describe("reading kept mails again", () => {
  test("L1: reports first what would change, and changes nothing", async () => {
    const acme = await desk();
    const [entry] = await arrived(acme, [withFile(acme)]);
    await readBadly(acme);

    const work = await rereads(acme);
    expect(work).toMatchObject({
      ...{ kind: "reread", state: "ready", done: 1, total: 1 },
      report: { changed: 1, text: 1, attachments: 1, fate: 0 },
    });
    expect((await told(acme, work.id)).items).toMatchObject([
      {
        mailId: entry?.id,
        text: { before: "fl@mes", after: expect.stringContaining("The flames are green.") },
        attachments: { before: [], after: [expect.stringMatching(/^flame\.gif/)] },
        applied: false,
      },
    ]);
    const [message] = await acme.messages(entry?.ticketNumber ?? 0);
    expect(message).toMatchObject({ text: "fl@mes", attachments: [] });
  });

  test("L1: is applied to text and files, once, and makes no second ticket or message", async () => {
    const acme = await desk();
    const [entry] = await arrived(acme, [withFile(acme)]);
    await readBadly(acme);
    const { id } = await rereads(acme);

    await acme.as(acme.owner).calls(applyRereadings, { id });
    await acme.runJobs();

    const as = acme.as(acme.owner);
    expect(await as.calls(readMailWork, { id })).toMatchObject({
      ...{ state: "done", done: 1, report: { applied: 1 } },
    });
    const messages = await acme.messages(entry?.ticketNumber ?? 0);
    expect(messages).toMatchObject([
      {
        text: expect.stringContaining("The flames are green."),
        attachments: [{ name: "flame.gif" }],
      },
    ]);
    const { items } = await as.calls(listTickets, {});
    expect(items).toMatchObject([{ preview: "The flames are green." }]);
    expect((await as.calls(search, { q: "green" })).items).toHaveLength(1);
    expect(await as.calls(applyRereadings, { id })).toMatchObject({ refused: "work_over" });
    expect((await rereads(acme)).report).toMatchObject({ changed: 0 });
  });

  test("L1: a mail that could not be read becomes readable in its own ticket", async () => {
    const acme = await desk();
    const [entry] = await arrived(acme, [letter({ to: acme.channel.address })]);
    await rowsOf(
      "update mails set fate = 'unreadable', reason = 'a bug of ours' where desk_id = $1",
      [acme.id],
    );
    await rowsOf("update messages set text = '' where desk_id = $1", [acme.id]);

    const { id } = await rereads(acme);
    expect((await told(acme, id)).items).toMatchObject([
      { fate: { before: "unreadable", after: "ticket_created", applies: true } },
    ]);
    await acme.as(acme.owner).calls(applyRereadings, { id });
    await acme.runJobs();

    const now = await acme.as(acme.owner).calls(readLedgerEntry, { id: entry?.id ?? "" });
    expect(now).toMatchObject({ fate: "ticket_created", reason: null });
    expect(await acme.messages(entry?.ticketNumber ?? 0)).toMatchObject([
      { text: expect.stringContaining("It is smoking") },
    ]);
  });

  test("L1: tells of another fate that a mail would get today, and leaves it", async () => {
    const acme = await desk();
    const [entry] = await arrived(acme, [letter({ to: acme.channel.address })]);
    await rowsOf("update mails set fate = 'ignored', ticket_id = null where desk_id = $1", [
      acme.id,
    ]);
    await rowsOf("update messages set mail_id = null where desk_id = $1", [acme.id]);

    const { id } = await rereads(acme, { mailId: entry?.id });
    expect((await told(acme, id)).items).toMatchObject([
      { fate: { before: "ignored", after: "ticket_created", applies: false } },
    ]);
    await acme.as(acme.owner).calls(applyRereadings, { id });
    await acme.runJobs();
    const after = await acme.as(acme.owner).calls(readLedgerEntry, { id: entry?.id ?? "" });
    expect(after.fate).toBe("ignored");
    expect((await acme.as(acme.owner).calls(listTickets, {})).items).toHaveLength(1);
  });

  test("L1: reads only what the filter names, many mails in steps", async () => {
    const acme = await desk();
    const to = acme.channel.address;
    const many = Array.from({ length: 45 }, (_, n) => letter({ to, text: `number ${n}` }));
    await arrived(acme, [...many, letter({ to, from: "Zoe <zoe@x.example>", subject: "Rain" })]);
    await rowsOf("update messages set text = 'x' where desk_id = $1", [acme.id]);

    expect(await rereads(acme)).toMatchObject({ done: 46, total: 46, report: { changed: 46 } });
    expect(await rereads(acme, { q: "zoe@" })).toMatchObject({ total: 1, report: { text: 1 } });
    const { items } = await acme.as(acme.owner).calls(listMailWorks, { kind: "reread" });
    expect(items.map(({ total }) => total)).toEqual([1, 46]);
  });

  test("L1: refuses mail, and work, of another desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const [entry] = await arrived(acme, [letter({ to: acme.channel.address })]);
    const as = rival.as(rival.owner);
    const mailId = entry?.id ?? "";
    expect(await as.calls(rereadMail, { mailId })).toMatchObject({ refused: "mail_not_found" });
    expect(await as.calls(readLedgerEntry, { id: mailId })).toMatchObject({
      refused: "mail_not_found",
    });
    const { id } = await rereads(acme);
    for (const operation of [readMailWork, listRereadings, applyRereadings])
      expect(await as.calls(operation, { id })).toMatchObject({ refused: "work_not_found" });
  });
});

describe("the ledger", () => {
  test("L1: is narrowed by fate, channel, way in, words and time, page by page", async () => {
    const acme = await desk();
    const to = acme.channel.address;
    await arrived(acme, [
      letter({ to, text: "one" }),
      letter({ to, from: "Zoe <zoe@x.example>", subject: "100% rain_" }),
    ]);
    const found = async (filter: object) =>
      (await acme.as(acme.owner).calls(readLedger, filter)).items.map(({ subject }) => subject);

    expect(await found({ q: "ZOE@" })).toEqual(["100% rain_"]);
    expect(await found({ q: "0% rain_" })).toEqual(["100% rain_"]);
    expect(await found({ q: "%" })).toEqual(["100% rain_"]);
    expect(await found({ channelId: acme.channel.id, fate: "ticket_created" })).toHaveLength(2);
    expect(await found({ channelId: acme.id })).toEqual([]);
    expect(await found({ via: "imap" })).toEqual([]);
    expect(await found({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    expect(await found({ until: new Date(Date.now() - 60_000).toISOString() })).toEqual([]);
    const first = await acme.as(acme.owner).calls(readLedger, { limit: 1, via: "smtp" });
    const rest = { limit: 1, via: "smtp", cursor: first.nextCursor ?? "" } as const;
    expect((await acme.as(acme.owner).calls(readLedger, rest)).items).toHaveLength(1);
  });

  test("L1: finds no mail by a subject that the reader may not see", async () => {
    const acme = await desk();
    const own = { reach: "own", unassigned: false } as const;
    const rights = { accountAccess: true, tickets: { view: own, edit: own, delete: own } };
    const carla = await acme.user("Carla", rights);
    await arrived(acme, [letter({ to: acme.channel.address, subject: "My divorce" })]);

    const found = async (q: string) =>
      (await acme.as(carla).calls(readLedger, { q })).items.map(({ subject }) => subject);
    expect(await found("divorce")).toEqual([]);
    expect(await found("mara@")).toEqual([null]);
  });

  test("L1: counts what waits longer than a mail ever should", async () => {
    const acme = await desk();
    await arrived(acme, [letter({ to: acme.channel.address })]);
    await rowsOf(
      "update mails set fate = 'received', received_at = now() - interval '11 minutes' where desk_id = $1",
      [acme.id],
    );
    const { summary } = await acme.as(acme.owner).calls(readLedger, {});
    expect(summary).toEqual({ received: 1, unaccounted: 1, stuck: 1 });
  });
});
