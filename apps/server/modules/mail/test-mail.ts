/** Test mails: how they are written, and how they are known when they come in. See docs/subsystems/mail-tests.md. */
import { domainOf } from "#mail/address.ts";
import { composeMail, type ComposedMail } from "#mail/compose.ts";
import { textToHtml } from "#mail/sanitize.ts";
import { readTestMark, seemsTest, testMarks } from "#mail/test-mail.ts";
import type { ChannelRow } from "#modules/channels";
import { replySecret } from "#modules/desks";
import { waysOf } from "#modules/people";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import type { Letter } from "./letter.ts";
import { signMail } from "./sign.ts";
import { testWords } from "./test-words.ts";

export type TestMail = { testId: string; messageId: string; mail: ComposedMail };

/** From the channel, in the words of whoever tests it; an answer goes to them and not into the desk. */
export async function writeTest(
  { platform, db, desk, agent, now }: Call,
  channel: ChannelRow,
  to: string,
): Promise<TestMail> {
  const testId = newId(now.getTime());
  const domain = domainOf(channel.address);
  const signer = { deskId: desk.id, secret: await replySecret(db, desk.id) };
  const { messageId, headers } = testMarks(testId, domain, signer);
  const { locale } = await waysOf(db, desk.id, agent.id);
  const { subject, text } = testWords(locale, { desk: desk.name, address: channel.address });
  const written = await composeMail({
    from: { name: desk.name, address: channel.address },
    to: [{ name: "", address: to }],
    replyTo: [{ name: agent.name, address: agent.email }],
    subject,
    text,
    html: textToHtml(text),
    messageId,
    headers,
    date: now,
    autoSubmitted: "auto-generated",
  });
  const mail = await signMail(platform, desk.id, channel.address, written);
  return { testId, messageId, mail };
}

/** The id of the test that a mail is; null for all others. */
export async function testOf(tx: Tx, { entry, mail, now }: Letter): Promise<string | null> {
  if (!seemsTest(mail)) return null;
  const deskId = entry.desk_id;
  return readTestMark(mail, { deskId, secret: await replySecret(tx, deskId) }, now);
}
