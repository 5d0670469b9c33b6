import { listAudit } from "#contract/audit.ts";
import { readTestMail, sendTestMail, testReceiving } from "#contract/channel-tests.ts";
import { createChannel } from "#contract/channels.ts";
import { readLedger } from "#contract/ledger.ts";
import { listOutbox } from "#contract/mail.ts";
import { listTickets } from "#contract/tickets.ts";
import { updateMe } from "#contract/me.ts";
import { probeMailbox } from "#platform/imap/probe.ts";
import { probeServer } from "#platform/smtp/probe.ts";
import { desk, noNameServer, openHouse, rowsOf, type TestDesk, type TestHouse } from "#testkit";
import { imapPeer } from "#testkit/imap-peer.ts";
import { closedPort, mutePeer, no, type Peer, smtpPeer } from "#testkit/mail-peers.ts";
import { hand, letter, mailbox, type Sink } from "#testkit/mailbox.ts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type MailDoors, openMailDoors } from "./start.ts";

let sink: Sink;
let outside: TestHouse;
let doors: MailDoors;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  sink = await mailbox();
  outside = await openHouse({ SMTP_OUT_URL: sink.url, OUTBOUND_ALLOW_PRIVATE: true });
  doors = await openMailDoors(outside.platform);
});

afterEach(async () => {
  outside.platform.config.SMTP_OUT_URL = sink.url;
  outside.platform.config.SMTP_IN_PORT = 0;
  outside.platform.resolveMx = noNameServer;
  for (const end of ends.splice(0)) await end();
});

afterAll(async () => {
  await doors.stop();
  await outside.close();
  await sink.close();
});

const to = "lead@fiatlux.example";
const sends = (acme: TestDesk) =>
  acme.as(acme.owner).calls(sendTestMail, { id: acme.channel.id, to });
const receives = (acme: TestDesk, id = acme.channel.id) =>
  acme.as(acme.owner).calls(testReceiving, { id });
const arrived = async (acme: TestDesk, testId = "") =>
  (await acme.as(acme.owner).calls(readTestMail, { testId })).arrived;
const tickets = async (acme: TestDesk) =>
  (await acme.as(acme.owner).calls(listTickets, {})).items.length;
const fates = async (acme: TestDesk) =>
  (await acme.as(acme.owner).calls(readLedger, {})).items.map(({ fate }) => fate);

/** From now on mail leaves by this server. */
function leavesBy(peer: Peer, user = "") {
  ends.push(peer.close);
  outside.platform.config.SMTP_OUT_URL = `smtp://${user}127.0.0.1:${peer.port}`;
}

/** The newest mail that left this desk. */
const caught = (acme: TestDesk) =>
  sink.caught.filter(({ from }) => from.endsWith(acme.host)).at(-1);

describe("sending a test", () => {
  test("really sends it, from the channel, with answers to whoever tests", async () => {
    const acme = await desk({ at: outside });

    const answer = await sends(acme);

    expect(answer).toMatchObject({ outcome: "accepted", server: `127.0.0.1:${sink.port}` });
    expect(answer.says).toMatch(/^250/);
    expect(caught(acme)).toMatchObject({
      from: acme.channel.address,
      to: [to],
      mail: { subject: "Test from Acme", replyTo: [{ address: acme.owner.email }] },
    });
  });

  test("says openly that without a server it lies in the outbox preview", async () => {
    const acme = await desk();
    expect(await sends(acme)).toMatchObject({ outcome: "preview", says: null, server: null });
    const { items } = await acme.as(acme.owner).calls(listOutbox, {});
    expect(items).toMatchObject([{ to: [{ address: to }], subject: "Test from Acme" }]);
  });

  test("writes in the language of whoever tests", async () => {
    const acme = await desk({ at: outside });
    await acme.as(acme.owner).calls(updateMe, { preferences: { locale: "it" } });
    await sends(acme);
    expect(caught(acme)?.mail.subject).toBe("Prova da Acme");
  });

  test.each([
    ["sender_refused", { onMailFrom: 550 }, "5.7.1 not from there"],
    ["recipient_refused", { onRcptTo: 550 }, "5.1.1 no such user"],
    ["greylisted", { onRcptTo: 451 }, "4.7.1 Greylisted, come back in 300 seconds"],
    ["deferred", { onRcptTo: 452 }, "4.2.2 mailbox full"],
    ["content_refused", { onData: 554 }, "5.7.1 looks like spam"],
  ] as const)("tells %s from all others, in the server's words", async (outcome, at, words) => {
    const acme = await desk({ at: outside });
    const [[step, code] = ["", 0]] = Object.entries(at);
    const answers = {
      onMailFrom: (_: unknown, _session: unknown, done: (error: Error) => void) =>
        done(no(code, words)),
      onRcptTo: (_: unknown, _session: unknown, done: (error: Error) => void) =>
        done(no(code, words)),
      onData: (stream: NodeJS.ReadableStream, _: unknown, done: (error: Error) => void) => {
        stream.resume();
        stream.on("end", () => done(no(code, words)));
      },
    };
    leavesBy(await smtpPeer({ [step]: answers[step as keyof typeof answers] }));

    expect(await sends(acme)).toMatchObject({ outcome, says: `${code} ${words}` });
  });

  test("says that the login was refused, and never repeats the password", async () => {
    const acme = await desk({ at: outside });
    const peer = await smtpPeer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: ({ password }, _, done) => done(no(535, `5.7.8 wrong password ${password}`)),
    });
    leavesBy(peer, "desk:correct-horse@");

    const answer = await sends(acme);

    expect(answer).toMatchObject({
      outcome: "login_refused",
      says: "535 5.7.8 wrong password •••",
    });
    expect(JSON.stringify(answer)).not.toContain("correct-horse");
  });

  test("says that the certificate is not to be trusted", async () => {
    const acme = await desk({ at: outside });
    leavesBy(await smtpPeer({ disabledCommands: ["AUTH"] }));
    expect(await sends(acme)).toMatchObject({ outcome: "tls_failed" });
  });

  test("says that nobody listens there, and that a name is not found", async () => {
    const acme = await desk({ at: outside });
    outside.platform.config.SMTP_OUT_URL = `smtp://127.0.0.1:${await closedPort()}`;
    expect(await sends(acme)).toMatchObject({ outcome: "connection_refused", says: null });
    outside.platform.config.SMTP_OUT_URL = "smtp://mail.nowhere.invalid:25";
    expect(await sends(acme)).toMatchObject({
      outcome: "name_not_found",
      server: "mail.nowhere.invalid:25",
    });
  });

  test("says that nobody answers, and that a server does not want to talk", async () => {
    const mail = { raw: Buffer.from("Subject: x\r\n\r\nx"), from: "a@x.test", to: ["b@x.test"] };
    const [mute, cross] = [await mutePeer(), await mutePeer("554 go away\r\n")];
    ends.push(mute.close, cross.close);
    const asked = ({ port }: Peer) => probeServer({ url: `smtp://127.0.0.1:${port}` }, mail, 200);
    expect(await asked(mute)).toEqual({ outcome: "timed_out", says: null });
    expect(await asked(cross)).toEqual({ outcome: "server_refused", says: "554 go away" });
  });

  test("is in the audit log, and is not for those who ask too often", async () => {
    const acme = await desk();
    await sends(acme);
    const { items } = await acme.as(acme.owner).calls(listAudit, {});
    expect(items[0]).toMatchObject({
      kind: "channel.tested",
      changes: [{ field: "testedTo", after: to }],
    });
    await rowsOf("update attempts set count = 40 where desk_id = $1", [acme.id]);
    expect(await sends(acme)).toMatchObject({ refused: "too_many_attempts" });
  });
});

describe("testing how mail comes in", () => {
  test("hands a test to the listener, which the ledger shows and which is no ticket", async () => {
    const acme = await desk({ at: outside });
    outside.platform.config.SMTP_IN_PORT = doors.smtpPort;

    const { door, mailbox: read } = await receives(acme);
    expect(read).toBeNull();
    expect(door).toMatchObject({ outcome: "accepted", server: `127.0.0.1:${doors.smtpPort}` });
    expect(await arrived(acme, door?.testId ?? "")).toBeNull();
    await acme.runJobs();

    expect(await arrived(acme, door?.testId ?? "")).toMatchObject({ via: "smtp" });
    expect(await fates(acme)).toEqual(["test"]);
    expect(await tickets(acme)).toBe(0);
  });

  test("says which step is missing: nobody listens, any port, another process, not our address", async () => {
    const acme = await desk({ at: outside });
    const { config } = outside.platform;
    const door = async () => (await receives(acme)).door?.outcome;
    expect(await door()).toBe("any_port");
    config.SMTP_IN_PORT = await closedPort();
    expect(await door()).toBe("connection_refused");
    const { ROLES } = config;
    config.ROLES = ["web"];
    expect(await door()).toBe("elsewhere");
    config.ROLES = ROLES;
    const stranger = await smtpPeer({ onRcptTo: (_, _session, done) => done(no(550, "not here")) });
    ends.push(stranger.close);
    config.SMTP_IN_PORT = stranger.port;
    expect(await door()).toBe("recipient_refused");
  });

  test("sends one round by the outgoing server, known again by its mark alone", async () => {
    const acme = await desk({ at: outside });
    const { outside: sent } = await receives(acme);
    expect(sent).toMatchObject({ outcome: "accepted" });
    const raw = caught(acme)?.raw.toString() ?? "";
    const [renamed, bare] = [
      raw.replace(/^Message-ID:.*$/im, "Message-ID: <other@relay.example>"),
      raw.replace(/^X-Sportello-Test:.*\r\n/im, ""),
    ];
    expect(new Set([raw, renamed, bare]).size).toBe(3);

    for (const one of [renamed, bare])
      await hand(doors.smtpPort, {
        from: acme.channel.address,
        to: acme.channel.address,
        raw: one,
      });
    await acme.runJobs();

    expect(await arrived(acme, sent?.testId)).toMatchObject({ via: "smtp" });
    expect(await fates(acme)).toEqual(["test", "test"]);
    expect(await tickets(acme)).toBe(0);
  });

  test("takes nothing for a test that another desk signed or that was made up", async () => {
    const [acme, rival] = [await desk({ at: outside }), await desk({ at: outside })];
    await sends(rival);
    const theirs = caught(rival)?.mail.headers.get("x-sportello-test")?.[0] ?? "";
    await sends(acme);
    const own = caught(acme)?.mail.headers.get("x-sportello-test")?.[0] ?? "";
    const forged = `${own.slice(0, -1)}${own.endsWith("A") ? "B" : "A"}`;
    for (const mark of [theirs, forged, "nonsense"]) {
      const raw = letter({ to: acme.channel.address, headers: { "X-Sportello-Test": mark } });
      await hand(doors.smtpPort, { to: acme.channel.address, raw });
    }
    await acme.runJobs();
    expect(await fates(acme)).toEqual(["ticket_created", "ticket_created", "ticket_created"]);
  });

  test("says where the domain has its mail delivered, in the order in which that is tried", async () => {
    const acme = await desk({ at: outside });
    const asked: string[] = [];
    outside.platform.resolveMx = async (domain) => {
      asked.push(domain);
      return [
        { exchange: "backup.example", priority: 20 },
        { exchange: "first.example", priority: 5 },
      ];
    };
    expect((await receives(acme)).mx).toEqual(["first.example", "backup.example"]);
    expect(asked).toEqual([acme.host]);
  });

  test.each([
    ["ENOTFOUND", []],
    ["ENODATA", []],
    ["ETIMEOUT", null],
    ["ECONNREFUSED", null],
  ])("tells a domain without mail from name servers that are silent: %s", async (code, mx) => {
    const acme = await desk({ at: outside });
    outside.platform.resolveMx = () => Promise.reject(Object.assign(new Error(code), { code }));
    expect((await receives(acme)).mx).toEqual(mx);
  });

  test("looks into the mailbox that the channel reads", async () => {
    const acme = await desk({ at: outside });
    const peer = await imapPeer();
    ends.push(peer.close);
    peer.append(letter({ to: "x" }));
    const { id } = await acme.as(acme.owner).calls(createChannel, {
      address: `sales@${acme.host}`,
      imap: {
        host: "127.0.0.1",
        port: peer.port,
        tls: "none",
        user: peer.user,
        password: peer.password,
      },
    });

    const { mailbox: found, door } = await receives(acme, id);
    expect(door).toBeNull();
    expect(found).toEqual({
      outcome: "opened",
      says: null,
      mails: 1,
      folder: "INBOX",
      server: `127.0.0.1:${peer.port}`,
    });
  });

  test("says of a mailbox what is wrong, step by step", async () => {
    const peer = await imapPeer();
    const mute = await mutePeer();
    ends.push(peer.close, mute.close);
    const right = {
      ...({ host: "127.0.0.1", port: peer.port, tls: "none", user: peer.user } as const),
      ...{ password: peer.password, mailbox: "INBOX" },
    };
    const found = (change: object, patience?: number) =>
      probeMailbox({ ...right, ...change }, true, patience);
    expect(await found({ password: "mistyped" })).toMatchObject({
      outcome: "login_refused",
      says: "wrong password",
    });
    expect(await found({ mailbox: "Nowhere" })).toMatchObject({
      outcome: "folder_missing",
      says: "no such folder",
    });
    expect(await found({ host: "imap.nowhere.invalid" })).toMatchObject({
      outcome: "name_not_found",
    });
    expect(await found({ port: await closedPort() })).toMatchObject({
      outcome: "connection_refused",
    });
    expect(await found({ port: mute.port }, 300)).toMatchObject({ outcome: "timed_out" });
    expect(await found({ tls: "implicit" })).toMatchObject({ outcome: "tls_failed" });
  });

  test("does not tell the ports of a private network apart, in words or in time", async () => {
    const mute = await mutePeer();
    ends.push(mute.close);
    const at = {
      host: "127.0.0.1",
      tls: "none",
      user: "x",
      password: "x",
      mailbox: "INBOX",
    } as const;
    for (const port of [await closedPort(), mute.port]) {
      const began = performance.now();
      expect(await probeMailbox({ ...at, port }, false, 300)).toEqual({
        outcome: "unreachable",
        says: null,
        mails: null,
      });
      expect(performance.now() - began).toBeGreaterThan(290);
    }
  });
});
