import { expect, test } from "vitest";
import { type Ticket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { readMessageFrame } from "#contract/messages.ts";
import { nameFiles, storeFile } from "#modules/files";
import { desk, type TestDesk } from "#testkit";
import { corpusCases, corpusIsHere, corpusMissing } from "#testkit/corpus.ts";
import { mailFrom } from "./test/mail.ts";

const mail = (acme: TestDesk, html: string | null, change = {}) =>
  mailFrom(acme, "m@x.example", html, change);

const frameOf = (acme: TestDesk, where: { ticketNumber: number; messageId: string }, ask = {}) =>
  acme
    .as(acme.ana)
    .fetches(readMessageFrame, { number: where.ticketNumber, messageId: where.messageId, ...ask });

test("a message is a page of its own that can load nothing but our pictures", async () => {
  const acme = await desk();
  const where = await mail(
    acme,
    `<p>Hi</p><img src="https://t.example/p.gif"><script>x()</script>`,
  );

  const page = await frameOf(acme, where);

  expect(page.headers["content-security-policy"]).toBe(
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
  );
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(page.headers["x-content-type-options"]).toBe("nosniff");
  expect(page.body).toContain("<p>Hi</p>");
  expect(page.body).toContain('data-remote-src="https://t.example/p.gif"');
  expect(page.body).not.toMatch(/<script|[^-]src="https/);
});

test("pictures of the mail itself come from the file route", async () => {
  const acme = await desk();
  const { platform } = acme.house;
  const stored = await storeFile(platform, acme.id, { name: "a.png", bytes: Buffer.from("x") });
  const naming = { uploadedBy: null, now: new Date(), linked: true };
  const [file] = await platform.db
    .transaction()
    .execute((tx) => nameFiles(tx, acme.id, [stored], naming));
  const id = file?.id ?? "";
  const attachments = [{ fileId: id, name: "a.png", contentId: "logo@x", inline: true }];

  const where = await mail(acme, `<img src="cid:logo@x">`, { attachments });

  expect((await frameOf(acme, where)).body).toContain(`src="/api/v1/files/${id}"`);
});

test("the quoted history shows when it is asked for", async () => {
  const acme = await desk();
  const folded = { visibleText: "New", visibleHtml: "<p>New</p>" };
  const where = await mail(acme, "<p>New</p><blockquote>Old</blockquote>", folded);

  expect((await frameOf(acme, where)).body).not.toContain("Old");
  expect((await frameOf(acme, where, { quote: true })).body).toContain("Old");
  expect((await acme.messages(where.ticketNumber))[0]).toMatchObject({
    ...{ hasQuote: true, visibleText: "New" },
  });
});

test("plain text is shown as text", async () => {
  const acme = await desk();
  const where = await mail(acme, null, { text: "1 < 2\n<b>no</b>" });
  expect((await frameOf(acme, where)).body).toContain("1 &lt; 2<br />&lt;b&gt;no&lt;/b&gt;");
});

test("no message or comment is shown under another ticket, or to a stranger", async () => {
  const [acme, rival] = [await desk(), await desk()];
  const where = await mail(acme, "<p>Hi</p>");
  const other: Ticket = await acme.ticket();
  await rival.ticket();
  const said = { number: where.ticketNumber, html: "<p>Between us</p>" };
  const comment = await acme.as(acme.ana).calls(commentOnTicket, said);
  const code = async (of: TestDesk, place: typeof where) =>
    (JSON.parse((await frameOf(of, place)).body) as { code: string }).code;

  for (const messageId of [where.messageId, comment.id]) {
    const place = { ...where, messageId };
    expect((await frameOf(acme, place)).statusCode).toBe(200);
    expect(await code(acme, { ...place, ticketNumber: other.number })).toBe("message_not_found");
    // Their first ticket has the number of ours.
    expect(await code(rival, place)).toBe("message_not_found");
    expect(await code(rival, { ...place, ticketNumber: other.number })).toBe("ticket_not_found");
  }
});

test.skipIf(!corpusIsHere)(
  `no payload acts in the frame ${corpusIsHere ? "" : corpusMissing}`,
  async () => {
    const acme = await desk();
    const payloads = corpusCases<{ html: string }>("html/payload-lists").map(
      (one) => one.expect.html,
    );
    const where = await mail(acme, payloads.join("\n<hr>\n"));

    const { body } = await frameOf(acme, where);

    expect(body).not.toMatch(
      /<(script|iframe|object|embed|form|svg|math|meta(?! (charset|name="ref)))/i,
    );
    expect(body).not.toMatch(
      /<[^>]+\son\w+\s*=|<[^>]+(href|src)\s*=\s*["']?\s*(javascript|vbscript):/i,
    );
  },
);
