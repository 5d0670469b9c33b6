import { importMail, readLedger } from "#contract/mail.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { letter } from "#testkit/mailbox.ts";
import { multipart } from "#testkit/upload.ts";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { importFile } from "./import.ts";

const separator = "From jo@a.example Mon Jan  5 10:00:00 2026\r\n";

async function imports(
  at: TestDesk,
  bytes: string,
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
  await at.runJobs();
  return JSON.parse(answer.body) as { mails?: number; code?: string };
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
    expect(await imports(acme, mails.join("\r\n"))).toEqual({ mails: 2, notMail: 0 });

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
    expect((await imports(acme, "Shopping list: milk, bread\n\nno mail")).code).toBe(
      "file_not_mail",
    );
    expect(await fates(acme)).toEqual([]);
  });

  test("wants a channel of this desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const answer = await imports(acme, letter({ to: "x@y.example" }), rival.channel.id);
    expect(answer.code).toBe("channel_not_found");
    expect(await fates(acme)).toEqual([]);
  });
});
