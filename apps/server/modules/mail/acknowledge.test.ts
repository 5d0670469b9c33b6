/** The answer that a channel gives by itself, and everything that keeps it silent. */
import { type Acknowledgement, usualAcknowledgement } from "#contract/acknowledgement.ts";
import { updateChannel } from "#contract/channels.ts";
import { readTicket } from "#contract/tickets.ts";
import { desk, openHouse, rowsOf, type TestDesk, type TestHouse } from "#testkit";
import { bounce, hand, letter, mailbox, type Sink, type Words } from "#testkit/mailbox.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type MailDoors, openMailDoors } from "./start.ts";

let sink: Sink;
let at: TestHouse;
let doors: MailDoors;
let acme: TestDesk;
let time = Date.now();

beforeAll(async () => {
  sink = await mailbox();
  at = await openHouse({ SMTP_OUT_URL: sink.url }, () => new Date(time));
  const config = { ...at.platform.config, SMTP_IN_PORT: 0, LMTP_IN_PORT: 0 };
  doors = await openMailDoors({ ...at.platform, config });
});

beforeEach(async () => {
  acme = await desk({ at });
  await acknowledges(acme);
});

afterAll(async () => {
  await doors.stop();
  await sink.close();
});

async function acknowledges(
  who: TestDesk,
  acknowledgement: Acknowledgement | null = usualAcknowledgement.en,
) {
  const { id } = who.channel;
  const answer = await who.as(who.owner).calls(updateChannel, { id, acknowledgement });
  expect(answer.refused).toBeUndefined();
}

const mara = "mara@fiatlux.example";

async function arrives(words: Partial<Words> = {}, from = mara) {
  const headers = { Date: new Date(time).toUTCString(), ...words.headers };
  const raw = letter({ to: acme.channel.address, ...words, headers });
  await hand(doors.smtpPort, { from, to: acme.channel.address, raw });
  await acme.runJobs();
}

function answers(who = acme) {
  return sink.caught.filter(({ from }) => from === who.channel.address);
}

describe("an acknowledgement", () => {
  test("answers a first mail once, in its thread, and says that nobody wrote it", async () => {
    const id = "<first@fiatlux.example>";
    await arrives({ id });

    const [answer, ...more] = answers();
    expect(more).toEqual([]);
    expect(answer?.to).toEqual([mara]);
    expect(answer?.mail).toMatchObject({
      subject: expect.stringMatching(/^We have received your message \[#\d+\]$/),
      text: expect.stringContaining("thank you for writing to Acme"),
      inReplyTo: [id],
    });
    expect(answer?.mail.headers.get("auto-submitted")).toEqual(["auto-replied"]);
    expect(answer?.mail.headers.get("x-auto-response-suppress")).toEqual(["All"]);
    expect(answer?.mail.headers.has("list-unsubscribe")).toBe(false);
    expect(answer?.mail.replyTo[0]?.address).toMatch(/^support\+/);
  });

  test("repeats nothing of the mail that it answers", async () => {
    await arrives({ subject: "Buy pills", text: "http://pills.example", from: `Pills <${mara}>` });
    const raw = answers()[0]?.raw.toString();
    expect(raw).toContain("We have received");
    expect(raw).not.toMatch(/pills/i);
  });

  test("stands in the conversation and is no reply of the team", async () => {
    await arrives();
    const ticket = await newest();
    const messages = await acme.messages(ticket.number);
    expect(messages[1]).toMatchObject({
      ...{ direction: "outgoing", automatic: true, delivery: "sent" },
      author: { type: "system" },
    });
    expect(ticket).toMatchObject({ firstRepliedAt: null, newestDirection: "incoming" });
    expect(ticket.newestMessageId).toBe(messages[0]?.id);
  });

  test("is off until somebody switches it on", async () => {
    await acknowledges(acme, null);
    await arrives();
    expect(answers()).toEqual([]);
  });

  test("says in Italian what the channel says in Italian", async () => {
    await acknowledges(acme, usualAcknowledgement.it);
    await arrives();
    expect(answers()[0]?.mail.text).toContain("grazie per aver scritto a Acme");
  });

  test("is not given twice in one thread, nor to a copy of its first mail", async () => {
    const id = "<thread@fiatlux.example>";
    const headers = { Date: new Date(time).toUTCString() };
    await arrives({ id, headers });
    time += 2 * 3_600_000;
    await arrives({ inReplyTo: id, text: "And?" });
    await arrives({ id, headers });
    await arrives({ from: "Sue <sue@fiatlux.example>", inReplyTo: id }, "sue@fiatlux.example");
    expect(answers()).toHaveLength(1);
  });

  test("goes to one address once an hour at most", async () => {
    await arrives();
    await arrives({ subject: "Another fire" });
    expect(answers()).toHaveLength(1);
    time += 3_600_000;
    await arrives({ subject: "And another" });
    expect(answers()).toHaveLength(2);
  });

  test.each<[string, Partial<Words>]>([
    ["an automatic reply", { headers: { "Auto-Submitted": "auto-replied" } }],
    ["a generated mail", { headers: { "Auto-Submitted": "auto-generated" } }],
    ["bulk mail", { headers: { Precedence: "bulk" } }],
    ["a list", { headers: { "List-Id": "<news.example>" } }],
    ["who asks for silence", { headers: { "X-Auto-Response-Suppress": "All" } }],
    ["nobody", { from: "No Reply <no-reply@fiatlux.example>" }],
    ["an out-of-office", { subject: "Out of office" }],
    ["our own address", { from: "Us <OWN>" }],
    ["mail of last week", { headers: { Date: new Date(time - 7 * 86_400_000).toUTCString() } }],
  ])("never answers %s", async (_, words) => {
    const from = words.from?.replace("OWN", acme.channel.address);
    await arrives({ ...words, ...(from ? { from } : {}) });
    expect(answers()).toEqual([]);
  });

  test("never answers a bounce, nor any mail without a way back", async () => {
    const raw = bounce(acme.channel.address, "<x@y.example>");
    await hand(doors.smtpPort, { from: "", to: acme.channel.address, raw });
    await hand(doors.smtpPort, {
      from: "",
      to: acme.channel.address,
      raw: letter({ to: acme.channel.address }),
    });
    await acme.runJobs();
    expect(answers()).toEqual([]);
  });

  test("that names what the sender wrote goes to nobody whose address is not proven", async () => {
    await acknowledges(acme, { subject: "Re: {{ticket.name}}", text: "Hello {{contact.name}}" });
    await arrives({ subject: "Unproven" });
    expect(answers()).toEqual([]);

    const trustedServers = [`mx.${acme.host}`];
    await acme.as(acme.owner).calls(updateChannel, { id: acme.channel.id, trustedServers });
    const told = `Authentication-Results: mx.${acme.host}; dmarc=pass header.from=fiatlux.example`;
    const headers = { Date: new Date(time).toUTCString() };
    const raw = `${told}\r\nReceived: from a by b\r\n${letter({ to: acme.channel.address, headers })}`;
    await hand(doors.lmtpPort ?? 0, { to: acme.channel.address, raw, protocol: "lmtp" });
    await acme.runJobs();
    expect(answers()[0]?.mail).toMatchObject({ subject: "Re: Printer on fire" });
  });

  test("may not name what nobody fills in", async () => {
    const acknowledgement = { subject: "Hello", text: "{{ticket.numer}} {{desk.name}}" };
    const answer = await acme
      .as(acme.owner)
      .calls(updateChannel, { id: acme.channel.id, acknowledgement });
    expect(answer).toMatchObject({ refused: "variable_unknown", unknown: ["ticket.numer"] });
  });
});

describe("two desks that are pointed at each other", () => {
  let rival: TestDesk;

  beforeEach(async () => {
    rival = await desk({ at });
    await acknowledges(rival);
    await arrives({ from: rival.channel.address }, rival.channel.address);
  });

  /** Carries mail from one to the other until both are silent; `change` is what a bad relay does to it. */
  async function carry(change: (raw: string) => string) {
    let carried = 0;
    const seen = new Set<unknown>();
    for (let quiet = false; !quiet && carried < 50;) {
      await acme.runJobs();
      await rival.runJobs();
      const news = [...answers(acme), ...answers(rival)].filter((mail) => !seen.has(mail));
      quiet = news.length === 0;
      for (const mail of news) {
        seen.add(mail);
        carried += 1;
        await hand(doors.smtpPort, {
          from: mail.from,
          to: mail.to,
          raw: change(mail.raw.toString("latin1")),
        });
      }
    }
    return carried;
  }

  test("fall silent after one answer", async () => {
    expect(await carry((raw) => raw)).toBe(1);
  });

  test("fall silent even where the way between them takes off every mark of a machine", async () => {
    const marks =
      /^(?:auto-submitted|x-auto-response-suppress|in-reply-to|references|reply-to|message-id):.*\r\n(?:[ \t].*\r\n)*/gim;
    expect(await carry((raw) => raw.replace(marks, ""))).toBe(2);
  });
});

async function newest() {
  const [row] = await rowsOf<{ number: number }>(
    "select number from tickets where desk_id = $1 order by number desc limit 1",
    [acme.id],
  );
  return acme.as(acme.owner).calls(readTicket, { number: row?.number ?? 0 });
}
