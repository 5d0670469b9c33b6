import { importMail, readLedger } from "#contract/ledger.ts";
import { type MailWork, readMailWork, stopMailWork } from "#contract/mail-works.ts";
import { listNotifications } from "#contract/notifications.ts";
import { updateTicket } from "#contract/tickets.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { letter } from "#testkit/mailbox.ts";
import { multipart } from "#testkit/upload.ts";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { continueWork } from "./continue.ts";
import { importFile } from "./import.ts";

const separator = "From jo@a.example Mon Jan  5 10:00:00 2026\r\n";

async function imports(
  at: TestDesk,
  bytes: string | Buffer,
  channelId = at.channel.id,
  more: Record<string, string> = {},
) {
  const begun = await uploads(at, bytes, channelId, more);
  await at.runJobs();
  if (begun.code) return begun;
  return at.as(at.owner).calls(readMailWork, { id: begun.id });
}

/** The import is begun; its job waits. */
async function uploads(
  at: TestDesk,
  bytes: string | Buffer,
  channelId = at.channel.id,
  more: Record<string, string> = {},
) {
  const { payload, headers } = multipart({ channelId, ...more }, { name: "old.mbox", bytes });
  const answer = await at.house.app.inject({
    method: "POST",
    url: importMail.path,
    headers: { ...headers, host: at.host, cookie: `sportello_session=${at.owner.session}` },
    payload,
  });
  return JSON.parse(answer.body) as MailWork & { code?: string };
}

async function fates(at: TestDesk) {
  const { items } = await at.as(at.owner).calls(readLedger, {});
  return items.map(({ fate }) => fate).toSorted();
}

describe("importing old mail", () => {
  test("takes each mail of an mbox, quietly, with its own date", async () => {
    const acme = await desk();
    const mails = ["one", "two"].map(
      (text) =>
        separator +
        letter({ to: "x@y.example", text, headers: { Date: "Mon, 05 Jan 2026 10:00:00 +0000" } }),
    );
    expect(await imports(acme, mails.join("\r\n"))).toMatchObject({
      state: "done",
      report: { file: "old.mbox", mails: 2, notMail: 0 },
      fates: { ticket_created: 2 },
    });

    expect(await fates(acme)).toEqual(["ticket_created", "ticket_created"]);
    const rows = await rowsOf(
      "select distinct source, created_at::date::text as day from tickets where desk_id = $1",
      [acme.id],
    );
    expect(rows).toEqual([{ source: "import", day: "2026-01-05" }]);
    expect(await rowsOf("select distinct quiet from mails where desk_id = $1", [acme.id])).toEqual([
      { quiet: true },
    ]);
  });

  test("takes a single mail, and nothing twice", async () => {
    const acme = await desk();
    const mail = letter({ to: "x@y.example" });
    await imports(acme, mail);
    await imports(acme, mail);
    expect(await fates(acme)).toEqual(["duplicate", "ticket_created"]);
  });

  test("leaves out what is too large for a mail, says so, and takes the rest", async () => {
    const acme = await desk();
    const small = (text: string) => Buffer.from(separator + letter({ to: "x@y.example", text }));
    const large = Buffer.alloc(51 * 1024 * 1024, `${"x".repeat(500)}\r\n`);
    const file = [small("one\r\n"), small("big\r\n"), large, "\r\n\r\n", small("two\r\n")];
    const to = {
      deskId: acme.id,
      channelId: acme.channel.id,
      via: "import",
      closed: false,
    } as const;
    const taken = await importFile(
      acme.house.platform,
      Readable.from(file.map((part) => Buffer.from(part))),
      to,
    );
    await acme.runJobs();
    expect(taken).toEqual({ mails: 2, tooLarge: 1, notMail: 0 });
    expect(await fates(acme)).toEqual(["ticket_created", "ticket_created"]);
  });

  test("opens closed tickets where that is wished: history that nobody has to answer", async () => {
    const acme = await desk();
    await imports(acme, letter({ to: "x@y.example" }), acme.channel.id, { closed: "true" });

    expect(await fates(acme)).toEqual(["ticket_created"]);
    const rows = await rowsOf(
      "select open, closed_at is not null as has_end from tickets where desk_id = $1",
      [acme.id],
    );
    expect(rows).toEqual([{ open: false, has_end: true }]);
  });

  test("refuses a file without a mail in it, and makes no ticket of it", async () => {
    const acme = await desk();
    expect((await uploads(acme, "Shopping list: milk, bread\n\nno mail")).code).toBe(
      "file_not_mail",
    );
    expect(await fates(acme)).toEqual([]);
  });

  test("wants a channel of this desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const answer = await uploads(acme, letter({ to: "x@y.example" }), rival.channel.id);
    expect(answer.code).toBe("channel_not_found");
    expect(await fates(acme)).toEqual([]);
  });

  test("L1: goes on after a kill where it was, each mail once", async () => {
    const acme = await desk();
    const mails = Array.from(
      { length: 130 },
      (_, n) => separator + letter({ to: "x@y.example", text: `number ${n}` }),
    );
    const { id } = await uploads(acme, mails.join("\r\n"));
    await rowsOf("update mail_works set place = '{\"parts\": 0}' where id = $1", [id]);
    await acme.breaks("events");
    await expect(acme.runJob("mail.work")).rejects.toThrow("broken for this test");
    await acme.mends();
    expect(await fates(acme)).toEqual([]);

    await continued(acme, id);
    expect(await acme.as(acme.owner).calls(readMailWork, { id })).toMatchObject({
      state: "done",
      report: { mails: 130 },
      fates: { ticket_created: 130 },
    });
  });

  test("L1: two workers on one import take each mail once", async () => {
    const acme = await desk();
    const mails = Array.from(
      { length: 60 },
      (_, n) => separator + letter({ to: "x@y.example", text: `number ${n}` }),
    );
    const { id } = await uploads(acme, mails.join("\r\n"));
    const { platform } = acme.house;
    const work = { platform, db: platform.db, deskId: acme.id, now: new Date() };
    await Promise.all([continueWork(work, id), continueWork(work, id)]);
    await acme.runJobs();
    expect(await rowsOf("select count(*)::int from mails where desk_id = $1", [acme.id])).toEqual([
      { count: 60 },
    ]);
  });

  test("L1: stops when somebody says so, and keeps what it has", async () => {
    const acme = await desk();
    const { id } = await uploads(acme, letter({ to: "x@y.example" }));
    const as = acme.as(acme.owner);
    expect(await as.calls(stopMailWork, { id })).toMatchObject({ state: "stopped" });
    await acme.runJobs();
    expect(await fates(acme)).toEqual([]);
    expect(await as.calls(stopMailWork, { id })).toMatchObject({ refused: "work_over" });
    const nobody = { id: acme.id };
    expect(await as.calls(stopMailWork, nobody)).toMatchObject({ refused: "work_not_found" });
  });

  test("L1: tells nobody of old mail, not even the owner of the ticket that it joins", async () => {
    const acme = await desk();
    const first = `<${acme.id}@x.example>`;
    await imports(acme, letter({ to: "x@y.example", id: first }));
    const [entry] = (await acme.as(acme.owner).calls(readLedger, {})).items;
    const number = entry?.ticketNumber ?? 0;
    await acme.as(acme.owner).calls(updateTicket, { number, ownerId: acme.ana.id });
    await acme.runJobs();
    const told = async () => [
      (await acme.as(acme.ana).calls(listNotifications, {})).items.length,
      (await rowsOf("select from outbox where desk_id = $1", [acme.id])).length,
    ];
    const before = await told();

    await imports(acme, letter({ to: "x@y.example", inReplyTo: first, text: "Old answer" }));
    expect(await fates(acme)).toEqual(["joined_ticket", "ticket_created"]);
    expect(await told()).toEqual(before);
  });
});

async function continued(acme: TestDesk, id: string) {
  const { platform } = acme.house;
  const work = { platform, db: platform.db, deskId: acme.id, now: new Date() };
  await continueWork(work, id);
  await acme.runJobs();
}
