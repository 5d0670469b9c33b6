import { importMail, readLedger } from "#contract/ledger.ts";
import { listMailWorks, type MailWork, readMailWork, stopMailWork } from "#contract/mail-works.ts";
import { listNotifications } from "#contract/notifications.ts";
import { updateTicket } from "#contract/tickets.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { letter } from "#testkit/mailbox.ts";
import { multipart } from "#testkit/upload.ts";
import { zip } from "#testkit/zip.ts";
import { randomBytes } from "node:crypto";
import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { continueWork } from "./continue.ts";
import { importFile } from "./import.ts";
import { sweepMail } from "./sweep.ts";

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

/** The folders of imports on disk. */
async function keptFiles(at: TestDesk): Promise<string[]> {
  const folder = join(at.house.platform.files.root, at.id, "import");
  return readdir(folder).catch(() => []);
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

  test("L1: takes the mails of a zip archive, and tells what it left out", async () => {
    const acme = await desk();
    const mail = (text: string) => letter({ to: "x@y.example", text });
    const archive = zip([
      { name: "old/a.eml", bytes: mail("one") },
      { name: "old\\b.mbox", bytes: separator + mail("two") + "\r\n" + separator + mail("three") },
      { name: "readme.txt", bytes: "no mail" },
      { name: "secret.eml", bytes: mail("four"), encrypted: true },
      { name: "more.zip", bytes: zip([{ name: "c.eml", bytes: mail("five") }]) },
    ]);
    expect(await imports(acme, archive)).toMatchObject({
      state: "done",
      report: { mails: 3, notMail: 1, tooLarge: 1, nested: 1 },
      fates: { ticket_created: 3 },
    });
  });

  const eml = letter({ to: "x@y.example" });
  test.each([
    ["that swells", "archive_suspect", () => [{ name: "a.eml", bytes: eml + "0".repeat(11e6) }]],
    [
      "of files that share bytes",
      "archive_suspect",
      () => [
        { name: "a.eml", bytes: eml },
        { name: "b.eml", bytes: eml, again: true },
      ],
    ],
    ["whose name leads out", "archive_suspect", () => [{ name: "../a.eml", bytes: eml }]],
    [
      "of too many files",
      "archive_too_large",
      () => Array.from({ length: 20_001 }, (_, n) => ({ name: `${n}.eml`, bytes: eml })),
    ],
    [
      "that is larger than it may be when unpacked",
      "archive_too_large",
      () => ["a", "b"].map((name) => ({ name, bytes: randomBytes(9e6), size: 1.5e9 })),
    ],
    [
      "of archives alone",
      "archive_unreadable",
      () => [{ name: "a.zip", bytes: zip([{ name: "a.eml", bytes: eml }]) }],
    ],
    ["that is encrypted", "archive_unreadable", () => [{ name: "a", bytes: eml, encrypted: true }]],
    ["without a mail", "file_not_mail", () => [{ name: "a.txt", bytes: "no mail" }]],
  ] as const)("L1: refuses an archive %s, and keeps nothing of it", async (_, code, files) => {
    const acme = await desk();
    expect((await uploads(acme, zip(files()))).code).toBe(code);
    expect((await acme.as(acme.owner).calls(listMailWorks, {})).items).toEqual([]);
    expect(await keptFiles(acme)).toEqual([]);
  });

  test("L1: refuses an archive that is cut, and takes it whole", async () => {
    const acme = await desk();
    const archive = zip([{ name: "a.eml", bytes: eml }]);
    expect((await uploads(acme, archive.subarray(0, -20))).code).toBe("archive_unreadable");
    expect(await imports(acme, archive)).toMatchObject({ state: "done", report: { mails: 1 } });
    expect(await keptFiles(acme)).toEqual([]);
  });

  test("L1: two imports of one file take their own time, and neither takes the other's bytes", async () => {
    const acme = await desk();
    const file = Array.from(
      { length: 3 },
      (_, n) => separator + letter({ to: "x@y.example", text: `${n}` }),
    );
    const [first, second] = [
      await uploads(acme, file.join("\r\n")),
      await uploads(acme, file.join("\r\n")),
    ];
    await continued(acme, first.id);
    await continued(acme, second.id);
    const as = acme.as(acme.owner);
    for (const { id } of [first, second])
      expect(await as.calls(readMailWork, { id })).toMatchObject({
        ...{ state: "done", report: { mails: 3 } },
      });
    const all = await fates(acme);
    expect([all.length, all.filter((one) => one === "ticket_created").length]).toEqual([6, 3]);
    expect(await keptFiles(acme)).toEqual([]);
  });

  test("L1: what was stopped or never began is swept after two days, what goes on stays", async () => {
    const acme = await desk();
    const [stopped, going] = [await uploads(acme, eml), await uploads(acme, eml)];
    await acme.as(acme.owner).calls(stopMailWork, { id: stopped.id });
    const { platform } = acme.house;
    await sweepMail(platform);
    expect(await keptFiles(acme)).toHaveLength(2);
    const folder = join(platform.files.root, acme.id, "import");
    const old = new Date(Date.now() - 49 * 3_600_000);
    for (const name of await keptFiles(acme)) await utimes(join(folder, name), old, old);
    await sweepMail(platform);
    expect(await keptFiles(acme)).toHaveLength(1);
    await continued(acme, going.id);
    expect(await acme.as(acme.owner).calls(readMailWork, { id: going.id })).toMatchObject({
      state: "done",
    });
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
