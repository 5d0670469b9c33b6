/** The corpus through the doors: delivered by SMTP, read over the API, and the same as the functions say directly. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLedger } from "#contract/ledger.ts";
import { readTicket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import { splitMbox } from "#mail/mbox.ts";
import { parseMail } from "#mail/parse.ts";
import { groupMails, type ThreadMail } from "#mail/thread.ts";
import { desk, house, type TestDesk } from "#testkit";
import { corpusCases, corpusFile, corpusIsHere, printFigure } from "#testkit/corpus.ts";
import { hand } from "#testkit/mailbox.ts";
import { type MailDoors, openMailDoors } from "./start.ts";

const threads = !corpusIsHere
  ? []
  : ["thread/notmuch", "thread/imaptest"].flatMap((set) =>
      corpusCases(set).map(({ id }): [set: string, id: string] => [set, id]),
    );

let doors: MailDoors;

beforeAll(async () => {
  const { platform } = await house();
  const config = { ...platform.config, SMTP_IN_PORT: 0 };
  doors = await openMailDoors({ ...platform, config });
});

afterAll(() => doors.stop());

describe.skipIf(!corpusIsHere)("mail of the corpus, by SMTP and read over the API", () => {
  test("has the sender, subject, text and attachments that the parser reads: parse/zammad", async () => {
    const acme = await desk();
    const cases = corpusCases("parse/zammad").filter((_, index) => index % 3 === 0);
    for (const one of cases) {
      const raw = withCrLf(corpusFile("parse/zammad", one.input ?? ""));
      const { fate, reason, ticketNumber } = await arrives(acme, raw);
      // A bounce of a mail that we never wrote opens no ticket.
      if (fate === "ignored" && reason === "bounce") continue;
      const [message] = await acme.messages(ticketNumber ?? 0);
      expect({ id: one.id, ...told(message) }).toEqual({ id: one.id, ...(await read(raw)) });
    }
    printFigure("parse/zammad, every third, over the API", cases.length, cases.length);
  }, 240_000);

  test.each(threads)(
    "is in the tickets, or has the hints between them, that its headers say: %s %s",
    async (set, id) => {
      const acme = await desk();
      const tickets = new Map<string, number>();
      const mails: ThreadMail[] = [];
      const ids = new Set<string | null>();
      for (const [name, raw] of await mailsOf(set, id)) {
        const { fate, ticketNumber } = await arrives(acme, raw);
        const { messageId, inReplyTo, references } = await parseMail(raw);
        if (fate === "duplicate") {
          expect(ids, name).toContain(messageId);
          continue;
        }
        expect([name, ticketNumber]).toEqual([name, expect.any(Number)]);
        ids.add(messageId);
        tickets.set(name, ticketNumber ?? 0);
        mails.push({ id: name, messageId, inReplyTo, references });
      }
      const groups = groupMails(mails);
      expect(sorted(await linked(acme, tickets))).toEqual(sorted(groups));
      printFigure(`${set} ${id} over the API`, groups.length, groups.length);
    },
    240_000,
  );
});

async function arrives(acme: TestDesk, raw: Buffer) {
  const envelope = { from: "corpus@sender.example", to: acme.channel.address, raw };
  expect((await hand(doors.smtpPort, envelope)).code).toBe(250);
  await acme.runJobs();
  const { items } = await acme.as(acme.owner).calls(readLedger, { limit: 1 });
  if (!items[0]) throw new Error("the ledger does not know the mail");
  return items[0];
}

function told(message: Message | undefined) {
  return {
    from: message?.from?.address,
    subject: message?.subject,
    text: words(message?.text),
    files: message?.attachments.map(({ name, size }) => `${name} ${size}`).toSorted(),
  };
}

async function read(raw: Buffer): Promise<ReturnType<typeof told>> {
  const mail = await parseMail(raw);
  return {
    from: mail.from?.address ?? "corpus@sender.example",
    subject: mail.subject,
    text: words(mail.text),
    files: mail.attachments.map(({ name, size }) => `${name} ${size}`).toSorted(),
  };
}

/** Mails that are in one ticket, or in tickets that a hint says belong together: a stranger is not let in, but pointed at. */
async function linked(acme: TestDesk, tickets: Map<string, number>): Promise<string[][]> {
  const first = new Map<number, number>();
  const find = (number: number): number => {
    const up = first.get(number) ?? number;
    return up === number ? number : find(up);
  };
  for (const number of new Set(tickets.values())) {
    const { hints } = await acme.as(acme.owner).calls(readTicket, { number });
    for (const hint of hints) first.set(find(number), find(hint.number));
  }
  const groups = Map.groupBy(tickets.entries(), ([, number]) => find(number));
  return [...groups.values()].map((group) => group.map(([name]) => name));
}

async function mailsOf(set: string, id: string): Promise<[name: string, raw: Buffer][]> {
  const one = corpusCases<{ messages?: number }>(set).find((each) => each.id === id);
  const { input = "", files = [], expect: expected } = one ?? { expect: {} };
  if (!input.endsWith(".mbox"))
    return [input, ...files].map((name) => [name, withCrLf(corpusFile(set, name))]);
  const mails: [string, Buffer][] = [];
  for await (const raw of splitMbox([corpusFile(set, input)]))
    mails.push([`${mails.length + 1}`, withCrLf(raw)]);
  return mails.slice(0, expected.messages);
}

/** As any mail looks after it has travelled. */
function withCrLf(raw: Buffer): Buffer {
  return Buffer.from(raw.toString("latin1").replaceAll(/\r?\n/g, "\r\n"), "latin1");
}

function words(text: string | undefined): string {
  return (text ?? "").split(/\s+/).join(" ").trim();
}

function sorted(groups: string[][]): string[] {
  return groups.map((group) => group.toSorted().join(" ")).toSorted();
}
