import { createHmac } from "node:crypto";
import { Readable } from "node:stream";
import { createChannel, deleteChannel, listChannels } from "#contract/channels.ts";
import { readLedger } from "#contract/ledger.ts";
import { listTickets } from "#contract/tickets.ts";
import { makeWebhook, stopWebhook } from "#contract/webhooks.ts";
import { desk, openHouse, rowsOf, type TestDesk } from "#testkit";
import { letter } from "#testkit/mailbox.ts";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { underWay } from "./webhook.ts";

let acme: TestDesk;
beforeAll(async () => {
  acme = await desk();
});

/** A channel that takes mail by HTTP, and its secret. */
async function hooked(at = acme) {
  const as = at.as(at.owner);
  const address = `hook-${crypto.randomUUID()}@${at.host}`;
  const { id } = await as.calls(createChannel, { address });
  const { secret } = await as.calls(makeWebhook, { id });
  return { id, address, secret };
}

type Sent = {
  remoteAddress?: string;
  at?: number;
  type?: string;
  headers?: Record<string, string>;
  desk?: TestDesk;
};

async function posts(
  { id, secret }: { id: string; secret: string },
  body: string | Buffer,
  { at = Date.now(), type = "message/rfc822", headers, desk = acme, remoteAddress }: Sent = {},
) {
  const timestamp = String(Math.floor(at / 1000));
  const hmac = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex");
  const signed = { "x-sportello-timestamp": timestamp, "x-sportello-signature": `sha256=${hmac}` };
  const answer = await desk.house.app.inject({
    method: "POST",
    url: `/api/v1/inbound/${id}`,
    headers: { host: desk.host, "content-type": type, ...signed, ...headers },
    payload: body,
    ...(remoteAddress ? { remoteAddress } : {}),
  });
  const said = answer.json<{ code?: string; ledgerId?: string }>();
  return { status: answer.statusCode, ...said };
}

async function entryOf(ledgerId: string | undefined, at = acme) {
  await at.runJobs();
  const { items } = await at.as(at.owner).calls(readLedger, { limit: 200 });
  return items.find(({ id }) => id === ledgerId);
}

describe("mail by webhook", () => {
  test("is kept before it is answered, and becomes a ticket", async () => {
    const hook = await hooked();
    const raw = letter({ to: hook.address, text: "by HTTP" });
    const { status, ledgerId } = await posts(hook, raw);

    expect(status).toBe(201);
    const rows = await rowsOf<{ raw: Buffer }>(
      "select raw from mails where desk_id = $1 and id = $2",
      [acme.id, ledgerId],
    );
    expect(rows[0]?.raw.toString()).toBe(raw);
    expect(await entryOf(ledgerId)).toMatchObject({
      fate: "ticket_created",
      via: "webhook",
      to: [hook.address],
    });
  });

  test("that is sent twice, at once or later, is one ticket", async () => {
    const at = await desk();
    const hook = await hooked(at);
    const raw = letter({ to: hook.address });
    const all = await Promise.all([1, 2, 3].map(() => posts(hook, raw, { desk: at })));
    await at.runJobs();
    all.push(await posts(hook, raw, { desk: at }));

    const fates: unknown[] = [];
    for (const { ledgerId } of all) fates.push((await entryOf(ledgerId, at))?.fate);
    expect(fates.map(String).toSorted()).toEqual([
      "duplicate",
      "duplicate",
      "duplicate",
      "ticket_created",
    ]);
    expect((await at.as(at.owner).calls(listTickets, { limit: 50 })).items).toHaveLength(1);
  });

  test("comes in a relay's form with its envelope, too, and when it is large", async () => {
    const hook = await hooked();
    const long = letter({ to: hook.address, text: "It is a long story.\r\n".repeat(20_000) });
    const form = `--b\r\nContent-Disposition: form-data; name="sender"\r\n\r\nrelay@fiatlux.example\r\n--b\r\nContent-Disposition: form-data; name="body-mime"\r\n\r\n${long}\r\n--b--\r\n`;
    const { ledgerId } = await posts(hook, form, { type: "multipart/form-data; boundary=b" });
    expect(await entryOf(ledgerId)).toMatchObject({ fate: "ticket_created", size: long.length });
  });

  test("that cannot be read is a ticket with the raw mail, not a refusal", async () => {
    const { ledgerId } = await posts(await hooked(), Buffer.from([0, 255, 254, 13, 10]));
    expect((await entryOf(ledgerId))?.fate).toMatch(/ticket_created|unreadable/);
  });

  test("is refused without a signature, with a wrong one, and when body or time were changed", async () => {
    const [hook, other] = [await hooked(), await hooked()];
    const raw = letter({ to: hook.address });
    const unsigned = { "x-sportello-signature": "" };
    const later = { "x-sportello-timestamp": String(Math.floor(Date.now() / 1000) + 60) };
    const tries = [
      await posts(hook, raw, { headers: unsigned }),
      await posts(hook, raw, { headers: { "x-sportello-timestamp": "now" } }),
      await posts({ ...hook, secret: other.secret }, raw),
      await posts({ ...hook, id: other.id }, raw),
      await posts({ ...hook, id: acme.channel.id }, raw),
      await posts(hook, raw, { headers: later }),
    ];
    expect(tries.map(({ status, code }) => [status, code])).toEqual([
      [401, "signature_missing"],
      [401, "signature_missing"],
      ...Array.from({ length: 4 }, () => [401, "signature_wrong"]),
    ]);
  });

  test("is refused when it was signed more than five minutes from now, before or after", async () => {
    const hook = await hooked();
    for (const minutes of [-6, 6])
      expect(await posts(hook, "x", { at: Date.now() + minutes * 60_000 })).toMatchObject({
        status: 401,
        code: "signature_expired",
      });
    expect(await posts(hook, letter({ to: "x" }), { at: Date.now() - 4 * 60_000 })).toMatchObject({
      status: 201,
    });
  });

  test("is refused when it is empty, has no mail in its form, or is over the limit", async () => {
    const hook = await hooked();
    expect(await posts(hook, "")).toMatchObject({ status: 422, code: "mail_missing" });
    const form = { type: "application/x-www-form-urlencoded" };
    expect(await posts(hook, "subject=x", form)).toMatchObject({ code: "mail_missing" });
    const large = { headers: { "content-length": String(52 * 1024 * 1024) } };
    expect(await posts(hook, "x", large)).toMatchObject({ status: 413, code: "mail_too_large" });
  });

  test("of another desk's channel is nobody's here", async () => {
    const rival = await desk();
    const hook = await hooked(rival);
    expect(await posts(hook, letter({ to: "x" }))).toMatchObject({ code: "signature_wrong" });
  });
});

describe("bodies that nobody has signed yet", () => {
  const largest = 51 * 1024 * 1024;
  /** Somebody who says that much will come, and sends nothing. */
  function holds(hook: { id: string }, remoteAddress: string) {
    const payload = new Readable({ read: () => undefined });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const answer = acme.house.app.inject({
      ...{ method: "POST", url: `/api/v1/inbound/${hook.id}`, remoteAddress, payload },
      headers: {
        ...{ host: acme.host, "content-type": "message/rfc822" },
        "content-length": String(largest),
        "x-sportello-timestamp": timestamp,
        "x-sportello-signature": `sha256=${"0".repeat(64)}`,
      },
    });
    const end = async () => {
      payload.push(null);
      return (await answer).statusCode;
    };
    return { answer, end };
  }

  test("take room of their own: a relay that has signed before is not shut out", async () => {
    const hook = await hooked();
    const from = (remoteAddress: string) =>
      posts(hook, letter({ to: hook.address }), { remoteAddress });
    expect(await from("9.9.9.9")).toMatchObject({ status: 201 });
    const held = [holds(hook, "8.8.8.8"), holds(hook, "2a00:1450:4001::1")];
    await vi.waitFor(() => expect(underWay.bytes).toBe(2 * largest), { timeout: 10_000 });
    expect(await from("8.8.4.4")).toMatchObject({ status: 503, code: "busy" });
    expect(await from("2a00:1450:4001::2")).toMatchObject({ status: 503, code: "busy" });
    expect(await from("9.9.9.9")).toMatchObject({ status: 201 });
    expect(await Promise.all(held.map(({ end }) => end()))).toEqual([401, 401]);
    expect(await from("8.8.4.4")).toMatchObject({ status: 201 });
  });

  test("have their time, and are sent away after it", async () => {
    const hook = await hooked();
    const { limits } = underWay;
    const usual = { ...limits };
    Object.assign(limits, { patience: 20, bytesPerMillisecond: largest });
    const { answer } = holds(hook, "8.8.8.8");
    const { statusCode, headers } = await answer.finally(() => Object.assign(limits, usual));
    expect([statusCode, headers["connection"]]).toEqual([408, "close"]);
  });
});

describe("the secret of a webhook", () => {
  test("is shown once and rests sealed", async () => {
    const hook = await hooked();
    const { items } = await acme.as(acme.owner).calls(listChannels, {});
    expect(JSON.stringify(items)).not.toContain(hook.secret);
    expect(items.find(({ id }) => id === hook.id)?.webhook).toMatchObject({ previousUntil: null });
    const [row] = await rowsOf<{ secret: Buffer }>(
      "select secret from channel_webhooks where desk_id = $1 and channel_id = $2",
      [acme.id, hook.id],
    );
    expect(row?.secret.toString("latin1")).not.toContain(hook.secret);
  });

  test("and the one before are both taken for a day, then only the new one", async () => {
    let now = new Date();
    const house = await openHouse({}, () => now);
    const at = await desk({ at: house });
    const before = await hooked(at);
    const { secret, channel } = await at.as(at.owner).calls(makeWebhook, { id: before.id });
    const tries = async () => {
      const sent = { at: now.getTime(), desk: at };
      const answers = [
        await posts(before, letter({ to: "x" }), sent),
        await posts({ ...before, secret }, letter({ to: "x" }), sent),
      ];
      return answers.map(({ status }) => status);
    };
    expect(channel.webhook?.previousUntil).toBe(new Date(+now + 86_400_000).toISOString());
    expect(await tries()).toEqual([201, 201]);
    now = new Date(now.getTime() + 86_400_001);
    expect(await tries()).toEqual([401, 201]);
  });

  test("is forgotten when the webhook is turned off, and with its channel", async () => {
    const [hook, gone] = [await hooked(), await hooked()];
    await acme.as(acme.owner).calls(stopWebhook, { id: hook.id });
    await acme.as(acme.owner).calls(deleteChannel, { id: gone.id });
    for (const { id, secret } of [hook, gone])
      expect(await posts({ id, secret }, letter({ to: "x" }))).toMatchObject({
        code: "signature_wrong",
      });
    const left = "select 1 from channel_webhooks where desk_id = $1 and channel_id = any($2)";
    expect(await rowsOf(left, [acme.id, [hook.id, gone.id]])).toEqual([]);
  });

  test("shows nobody that there is one who may not change settings", async () => {
    const hook = await hooked();
    const { items } = await acme.as(acme.ana).calls(listChannels, {});
    expect(items.find(({ id }) => id === hook.id)?.webhook).toBeNull();
  });
});
