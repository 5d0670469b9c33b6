/** Limits of what leaves, and a channel with a server of its own. */
import { createChannel, listChannels, updateChannel } from "#contract/channels.ts";
import { sendTestMail } from "#contract/channel-tests.ts";
import { replyToTicket } from "#contract/replies.ts";
import { tooMany } from "#contract/messages.ts";
import { desk, openHouse, rowsOf, type TestDesk, type TestHouse } from "#testkit";
import { closedPort, no, type Peer, smtpPeer } from "#testkit/mail-peers.ts";
import { mailbox, type Sink } from "#testkit/mailbox.ts";
import { takeTurn } from "./brake.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let sink: Sink;
let own: Sink;
let at: TestHouse;
let locked: Peer;
let time = Date.now();

beforeAll(async () => {
  sink = await mailbox();
  own = await mailbox();
  locked = await smtpPeer({
    disabledCommands: ["STARTTLS"],
    authOptional: false,
    onAuth: ({ username, password }, _session, done) =>
      username === "ana" && password === "open sesame"
        ? done(null, { user: "ana" })
        : done(no(535, "5.7.8 not with this password")),
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on("end", () => done());
    },
  });
  const limits = { MAIL_PER_MINUTE: 3, MAIL_PER_RECEIVER: 2 };
  at = await openHouse({ SMTP_OUT_URL: sink.url, ...limits }, () => new Date(time));
});

afterAll(() => Promise.all([sink.close(), own.close(), locked.close()]));

const server = (port: number) => ({ host: "127.0.0.1", port, tls: "none" as const });

async function replies(acme: TestDesk, to: string) {
  const ticket = await acme.ticket();
  const { id } = await acme.as(acme.ana).calls(replyToTicket, {
    number: ticket.number,
    id: crypto.randomUUID(),
    html: "<p>Yes.</p>",
    to: [{ address: to }],
    seenMessageId: ticket.newestMessageId,
  });
  return async () =>
    (await acme.messages(ticket.number)).find((message) => message.id === id) ?? null;
}

describe("the brakes", () => {
  test("more mails to one address than a minute allows wait, say so, and leave by themselves", async () => {
    const acme = await desk({ at });
    const [first, second, third] = [
      await replies(acme, "mara@fiatlux.example"),
      await replies(acme, "mara@fiatlux.example"),
      await replies(acme, "Mara@fiatlux.example"),
    ];
    await acme.runJob("mail.deliver");

    expect([await first(), await second()]).toMatchObject([
      { delivery: "sent" },
      { delivery: "sent" },
    ]);
    expect(await third()).toMatchObject({ delivery: "queued", deliveryError: tooMany });
    expect(await waitingUntil(acme)).toEqual([new Date(Math.ceil((time + 1) / 60_000) * 60_000)]);
    time += 60_000;
    await acme.runJob("mail.deliver");
    expect(await third()).toMatchObject({ delivery: "sent", deliveryError: null });
  });

  test("no reply waits for acknowledgements, and these wait for each other", async () => {
    const acme = await desk({ at });
    const { platform } = at;
    const turn = (kind: "reply" | "automatic" | "notice", to: string) =>
      takeTurn(platform, { deskId: acme.id, kind }, [to], platform.clock());
    const automatic = [];
    for (const to of ["a@x.example", "b@x.example"])
      automatic.push((await turn("automatic", to)).taken);
    expect(automatic).toEqual([true, false]);
    expect((await turn("notice", "c@x.example")).taken).toBe(true);
    const sent = [];
    for (const to of ["a@x.example", "b@x.example", "c@x.example"])
      sent.push(await replies(acme, to));
    await acme.runJob("mail.deliver");
    for (const now of sent) expect(await now()).toMatchObject({ delivery: "sent" });
  });

  test("the mails of a desk wait when there are too many at once, those of another do not", async () => {
    const [acme, rival] = [await desk({ at }), await desk({ at })];
    const sent = [];
    for (const name of ["a", "b", "c", "d"]) sent.push(await replies(acme, `${name}@x.example`));
    const other = await replies(rival, "a@x.example");
    await acme.runJob("mail.deliver");
    await rival.runJob("mail.deliver");

    const found = await Promise.all(sent.map(async (now) => (await now())?.delivery));
    expect(found.filter((delivery) => delivery === "queued")).toHaveLength(1);
    expect(found.filter((delivery) => delivery === "sent")).toHaveLength(3);
    expect(await other()).toMatchObject({ delivery: "sent" });
  });
});

describe("a channel with a server of its own", () => {
  test("sends by it, and by the server of the installation once it is taken away", async () => {
    const acme = await desk({ at });
    const { id } = acme.channel;
    const smtp = server(own.port);
    await acme.as(acme.owner).calls(updateChannel, { id, smtp });
    await replies(acme, "a@own.example");
    await acme.runJob("mail.deliver");
    await acme.as(acme.owner).calls(updateChannel, { id, smtp: null });
    await replies(acme, "b@own.example");
    await acme.runJob("mail.deliver");

    const to = (of: Sink) => of.caught.flatMap((mail) => mail.to.filter((one) => /own/.test(one)));
    expect([to(own), to(sink)]).toEqual([["a@own.example"], ["b@own.example"]]);
  });

  test("signs in; its password is sealed, never answered, kept for that server only", async () => {
    const acme = await desk({ at });
    const as = acme.as(acme.owner);
    const { id } = acme.channel;
    const smtp = { ...server(locked.port), user: "ana" };
    const answer = await as.calls(updateChannel, {
      id,
      smtp: { ...smtp, password: "open sesame" },
    });
    expect(answer).toMatchObject({ smtp });
    expect(JSON.stringify(answer)).not.toContain("sesame");
    const test = await as.calls(sendTestMail, { id, to: "x@x.example" });
    expect(test).toMatchObject({ outcome: "accepted", server: `127.0.0.1:${locked.port}` });
    const [row] = await rowsOf<{ stored: string }>(
      "select encode(smtp_password, 'escape') || smtp::text as stored from channels where desk_id = $1 and id = $2",
      [acme.id, id],
    );
    expect(row?.stored).not.toContain("sesame");
    expect(await as.calls(updateChannel, { id, smtp })).toMatchObject({ smtp });
    for (const change of [{ host: "localhost" }, { port: own.port }, { tls: "starttls" as const }])
      expect(await as.calls(updateChannel, { id, smtp: { ...smtp, ...change } })).toMatchObject({
        refused: "smtp_unreachable",
        reason: "password_missing",
      });
  });

  test("is not saved where the server refuses, or is none", async () => {
    const acme = await desk({ at });
    const as = acme.as(acme.owner);
    const wrong = { ...server(locked.port), user: "ana", password: "open parsley" };
    const address = `sales@${acme.host}`;
    const [refused, nobody] = await Promise.all([
      as.calls(createChannel, { address, smtp: wrong }),
      as.calls(updateChannel, { id: acme.channel.id, smtp: server(await closedPort()) }),
    ]);
    expect(refused).toMatchObject({ refused: "smtp_unreachable" });
    expect(JSON.stringify(refused)).toContain("not with this password");
    expect(nobody).toEqual({ refused: "smtp_unreachable", reason: "unreachable" });
    const { items } = await as.calls(listChannels, {});
    expect(items).toMatchObject([{ smtp: null }]);
  });

  test("asks for encryption where it was told to, and sends no password without it", async () => {
    const acme = await desk({ at });
    const smtp = { ...server(locked.port), tls: "starttls" as const, user: "ana", password: "x" };
    const { id } = acme.channel;
    const answer = await acme.as(acme.owner).calls(updateChannel, { id, smtp });
    expect(answer).toMatchObject({ refused: "smtp_unreachable" });
  });

  test("goes nowhere else when its name leads elsewhere by then", async () => {
    const acme = await desk({ at });
    const { id } = acme.channel;
    const smtp = server(own.port);
    await acme.as(acme.owner).calls(updateChannel, { id, smtp });
    // As a name server that answers differently the second time.
    await rowsOf("update channels set smtp = $2 where id = $1", [
      id,
      JSON.stringify({ ...smtp, host: "169.254.169.254", user: "" }),
    ]);
    const now = await replies(acme, "a@elsewhere.example");
    await acme.runJob("mail.deliver");
    expect(await now()).toMatchObject({
      delivery: "queued",
      deliveryError: expect.stringContaining("no mail server"),
    });
  });

  test("is tried so often and no more, by saving as by testing", async () => {
    const acme = await desk({ at });
    const { id } = acme.channel;
    const as = acme.as(acme.owner);
    const smtp = server(own.port);
    await as.calls(updateChannel, { id, smtp });
    await rowsOf("update attempts set count = 40 where desk_id = $1", [acme.id]);
    const refused = { refused: "too_many_attempts" };
    expect(await as.calls(updateChannel, { id, smtp })).toMatchObject(refused);
    const address = `more@${acme.host}`;
    expect(await as.calls(createChannel, { address, smtp })).toMatchObject(refused);
    expect(await as.calls(updateChannel, { id, name: "Support" })).toMatchObject({
      name: "Support",
    });
  });

  test("shows it only to who may change settings", async () => {
    const acme = await desk({ at });
    const { id } = acme.channel;
    await acme.as(acme.owner).calls(updateChannel, { id, smtp: server(own.port) });
    expect((await acme.as(acme.ana).calls(listChannels, {})).items).toMatchObject([{ smtp: null }]);
    const mine = await acme.as(acme.ana).calls(updateChannel, { id, smtp: null });
    expect(mine).toEqual({ refused: "settings_forbidden" });
  });
});

async function waitingUntil(acme: TestDesk) {
  const rows = await rowsOf<{ run_at: Date }>(
    "select run_at from graphile_worker._private_jobs where payload->>'deskId' = $1 and key like 'mail.deliver%'",
    [acme.id],
  );
  return rows.map(({ run_at }) => run_at);
}
