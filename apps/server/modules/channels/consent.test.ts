import { randomUUID } from "node:crypto";
import { listAudit } from "#contract/audit.ts";
import {
  deleteChannel,
  listChannels,
  type MailProvider,
  updateChannel,
} from "#contract/channels.ts";
import { finishConsent, startConsent } from "#contract/consents.ts";
import { replyToTicket } from "#contract/replies.ts";
import { readLedger } from "#contract/ledger.ts";
import { channelById } from "#modules/channels";
import { desk, openHouse, rowsOf, type TestDesk, type TestHouse } from "#testkit";
import { type ImapPeer, imapPeer } from "#testkit/imap-peer.ts";
import { smtpPeer } from "#testkit/mail-peers.ts";
import { letter } from "#testkit/mailbox.ts";
import { type OauthPeer, oauthPeer } from "#testkit/oauth-peer.ts";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { collectMail } from "../mail/collect.ts";
import { accessToken, ConsentRevoked } from "./consent.ts";
import { tellOfConsents } from "./tell-consent.ts";

let provider: OauthPeer;
let server: ImapPeer;
let outgoing: Awaited<ReturnType<typeof tokenPeer>>;
let houses: TestHouse[];
let now: Date | null = null;
const clock = () => now ?? new Date();

beforeAll(async () => {
  provider = await oauthPeer({ rotates: true });
  server = await imapPeer({ accepts: provider.accepts });
  const imap = `imap://127.0.0.1:${server.port}`;
  outgoing = await tokenPeer();
  const urls = {
    ...{ OAUTH_GOOGLE_IMAP_URL: imap, OAUTH_MICROSOFT_IMAP_URL: imap },
    ...{ OAUTH_GOOGLE_SMTP_URL: outgoing.url, OAUTH_MICROSOFT_SMTP_URL: outgoing.url },
  };
  const config = { ...provider.config, ...urls };
  houses = [await openHouse(config, clock), await openHouse(config, clock)];
});
afterAll(async () => {
  await provider.close();
  await server.close();
  await outgoing.close();
});

/** An SMTP server that lets in nobody without a token of the provider. */
async function tokenPeer() {
  const caught: { user: unknown; from: string; to: string[] }[] = [];
  const peer = await smtpPeer({
    ...{ authOptional: false, authMethods: ["XOAUTH2"], disabledCommands: ["STARTTLS"] },
    allowInsecureAuth: true,
    onAuth: ({ accessToken: token, username }, _, done) =>
      provider.accepts(String(token))
        ? done(null, { user: username ?? "" })
        : done(null, { data: { status: "401", schemes: "bearer", scope: "mail" } }),
    onData: (stream, { user, envelope: { mailFrom, rcptTo } }, done) => {
      const from = mailFrom ? mailFrom.address : "";
      caught.push({ user, from, to: rcptTo.map(({ address }) => address) });
      stream.resume().on("end", () => done());
    },
  });
  return { ...peer, caught, url: `smtp://127.0.0.1:${peer.port}?tls=none` };
}
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  now = null;
  provider.gives(3600);
  provider.up();
});

const founded = () => desk({ at: houses[0] ?? fail() });
function fail(): never {
  throw new Error("there is no house");
}

/** As the browser does it: away to the provider, and back with what it gave. */
async function connects(
  acme: TestDesk,
  change: { channelId?: string; provider?: MailProvider } = {},
) {
  const as = acme.as(acme.owner);
  const address = `in-${crypto.randomUUID()}@${acme.host}`;
  const asked = change.channelId ? { channelId: change.channelId } : { address };
  const { url } = await as.calls(startConsent, { provider: change.provider ?? "google", ...asked });
  const { state, code } = provider.consent(url);
  return as.calls(finishConsent, { state, code });
}

const tokenOf = (acme: TestDesk, channelId: string, house = houses[0] ?? fail()) =>
  accessToken(house.platform, { deskId: acme.id, channelId });

async function reads(acme: TestDesk, channelId: string) {
  const { platform } = acme.house;
  const channel = (await channelById(platform.db, acme.id, channelId)) ?? fail();
  const stopping = new AbortController();
  const patience = { lookEvery: 50, pollEvery: 100, failingAfter: 60_000, retryAfter: 20 };
  const done = collectMail(platform, channel, patience, stopping.signal);
  ends.unshift(async () => {
    stopping.abort();
    await done;
  });
}

const channelNow = async (acme: TestDesk, id: string) =>
  (await acme.as(acme.owner).calls(listChannels, {})).items.find((one) => one.id === id);
const until = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: 15_000, interval: 50 });
async function fates(acme: TestDesk) {
  await acme.runJobs();
  const { items } = await acme.as(acme.owner).calls(readLedger, {});
  return items.map(({ fate }) => fate);
}

describe("a mailbox by consent", () => {
  test.each(["google", "microsoft"] as const)(
    "of %s is connected by authorisation code with PKCE, and its mail becomes tickets",
    async (name) => {
      const acme = await founded();
      const channel = await connects(acme, { provider: name });
      const account = channel.address;
      expect(channel.consent).toEqual({ provider: name, account, state: "ok", endsAt: null });
      expect(channel.imap).toMatchObject({ user: account, port: server.port });

      await reads(acme, channel.id);
      server.append(letter({ to: account }));
      await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
      expect(await channelNow(acme, channel.id)).toMatchObject({ health: { state: "ok" } });
      const { items } = await acme.as(acme.owner).calls(listAudit, {});
      expect(items[0]).toMatchObject({ kind: "channel.connected" });
    },
  );

  test("asks with a state and a challenge that nobody can guess, and comes back to this host only", async () => {
    const acme = await founded();
    const asked = { provider: "google", address: `a@${acme.host}` } as const;
    const urls = await Promise.all(
      [1, 2].map(async () => new URL((await acme.as(acme.owner).calls(startConsent, asked)).url)),
    );
    const [one, two] = urls.map(({ searchParams }) => Object.fromEntries(searchParams));
    expect(one).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      redirect_uri: "http://desk.test/settings/channels/connect",
      access_type: "offline",
    });
    expect(one?.["state"]).not.toBe(two?.["state"]);
    expect(one?.["code_challenge"]).not.toBe(two?.["code_challenge"]);
    expect(one?.["state"]).toHaveLength(43);
  });

  test("is refused for a state that was used, made up, begun by another or too old", async () => {
    const acme = await founded();
    const as = acme.as(acme.owner);
    const asked = { provider: "google", address: `b@${acme.host}` } as const;
    const begun = provider.consent((await as.calls(startConsent, asked)).url);
    const other = await acme.user("Second", { superAdmin: true });
    const back = { state: begun.state, code: begun.code };
    const unknown = { refused: "consent_unknown" };
    expect(await acme.as(other).calls(finishConsent, back)).toMatchObject(unknown);
    expect(await as.calls(finishConsent, { ...back, state: "made up" })).toMatchObject(unknown);
    now = new Date(Date.now() + 16 * 60_000);
    expect(await as.calls(finishConsent, back)).toMatchObject(unknown);
    now = null;
    expect(await as.calls(finishConsent, back)).toMatchObject({ address: asked.address });
    expect(await as.calls(finishConsent, back)).toMatchObject(unknown);
  });

  test("is refused with the provider's reason when the code is not the provider's", async () => {
    const acme = await founded();
    const as = acme.as(acme.owner);
    const asked = { provider: "google", address: `c@${acme.host}` } as const;
    const { state } = provider.consent((await as.calls(startConsent, asked)).url);
    expect(await as.calls(finishConsent, { state, code: "stolen" })).toMatchObject({
      refused: "consent_refused",
      reason: "invalid_grant Revoked.",
    });
    const again = provider.consent((await as.calls(startConsent, asked)).url);
    provider.down();
    expect(await as.calls(finishConsent, { state: again.state, code: again.code })).toMatchObject({
      refused: "consent_refused",
      reason: "provider_unreachable",
    });
  });

  test("is refused for a provider that nobody registered with, a missing or a taken address, a strange channel", async () => {
    const plain = await desk();
    const asked = { provider: "google", address: `d@${plain.host}` } as const;
    expect(await plain.as(plain.owner).calls(startConsent, asked)).toMatchObject({
      refused: "provider_off",
    });
    const acme = await founded();
    const as = acme.as(acme.owner);
    const { address } = acme.channel;
    expect([
      await as.calls(startConsent, { provider: "google" }),
      await as.calls(startConsent, { provider: "google", address }),
      await as.calls(startConsent, { provider: "google", channelId: plain.channel.id }),
    ]).toMatchObject([
      { refused: "invalid_input" },
      { refused: "address_taken" },
      { refused: "channel_not_found" },
    ]);
    expect((await as.calls(listChannels, {})).mailProviders).toEqual(["google", "microsoft"]);
  });

  test("keeps its tokens sealed, and shows them to nobody", async () => {
    const acme = await founded();
    const channel = await connects(acme);
    const token = await tokenOf(acme, channel.id);
    const [row] = await rowsOf<{ all: string }>(
      "select encode(refresh_token, 'escape') || encode(access_token, 'escape') as all from mailbox_consents where desk_id = $1",
      [acme.id],
    );
    expect(row?.all).not.toMatch(/access-|refresh-/);
    expect(JSON.stringify(channel)).not.toContain(token);
    const { items } = await acme.as(acme.ana).calls(listChannels, {});
    expect(items.find(({ id }) => id === channel.id)).toMatchObject({ consent: null, imap: null });
  });
});

describe("the tokens of a consent", () => {
  test("are refreshed by one process at a time, however many ask at once", async () => {
    const acme = await founded();
    provider.gives(30);
    const { id } = await connects(acme);
    const before = provider.refreshes();
    provider.gives(3600);
    const asked = [...houses, ...houses, ...houses].map((house) => tokenOf(acme, id, house));
    const tokens = new Set(await Promise.all(asked));
    expect(tokens.size).toBe(1);
    expect(provider.refreshes()).toBe(before + 1);
  });

  test("are asked for again when the mailbox refuses one before its time", async () => {
    const acme = await founded();
    const { id, address } = await connects(acme);
    provider.endAccess();
    await reads(acme, id);
    server.append(letter({ to: address }));
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
  });

  test("wait while the provider is away: the channel is not given up", async () => {
    const acme = await founded();
    provider.gives(30);
    const { id, address } = await connects(acme);
    provider.down();
    await reads(acme, id);
    await until(async () =>
      expect((await channelNow(acme, id))?.health.error).toEqual(expect.any(String)),
    );
    expect((await channelNow(acme, id))?.consent).toMatchObject({ state: "ok" });
    provider.gives(3600);
    provider.up();
    server.append(letter({ to: address }));
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
  });
});

describe("a consent that was taken back", () => {
  async function revoked() {
    const acme = await founded();
    const channel = await connects(acme);
    provider.revoke();
    await reads(acme, channel.id);
    await until(async () =>
      expect(await channelNow(acme, channel.id)).toMatchObject({
        health: { state: "failing" },
        consent: { state: "revoked" },
      }),
    );
    return { acme, channel };
  }
  /** To whom it was said, and in which form. */
  const told = async (acme: TestDesk) => {
    const alarms = await rowsOf<{ kind: string; user_id: string }>(
      `select a.kind, n.user_id from notifications n join mail_alarms a on a.desk_id = n.desk_id and a.id = n.alarm_id
       where n.desk_id = $1`,
      [acme.id],
    );
    return { alarms, mails: await rowsOf("select 1 from notices where desk_id = $1", [acme.id]) };
  };

  test("is shown at once, told to those who may change settings, once, and mended by connecting again", async () => {
    const { acme, channel } = await revoked();
    await expect(tokenOf(acme, channel.id)).rejects.toThrow(ConsentRevoked);
    await Promise.all(houses.map(({ platform }) => tellOfConsents(platform)));
    await tellOfConsents(acme.house.platform);
    const { alarms, mails } = await told(acme);
    expect(alarms).toEqual([{ kind: "failing", user_id: acme.owner.id }]);
    expect(mails).toEqual([]);

    server.append(letter({ to: channel.address, text: "while it was closed" }));
    await connects(acme, { channelId: channel.id });
    await until(async () =>
      expect(await channelNow(acme, channel.id)).toMatchObject({
        health: { state: "ok" },
        consent: { state: "ok" },
      }),
    );
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
  });

  test("that will end is told a week ahead", async () => {
    const acme = await founded();
    provider.gives(3600, 10 * 86_400);
    const { id, consent } = await connects(acme);
    expect(consent?.endsAt).not.toBeNull();
    await tellOfConsents(acme.house.platform);
    expect((await told(acme)).alarms).toEqual([]);
    now = new Date(Date.now() + 4 * 86_400_000);
    await tellOfConsents(acme.house.platform);
    await tellOfConsents(acme.house.platform);
    expect((await told(acme)).alarms).toMatchObject([{ kind: "token_expiring" }]);
    provider.gives(3600, 30 * 86_400);
    await connects(acme, { channelId: id });
    const open = "select 1 from mail_alarms where desk_id = $1 and ended_at is null";
    expect(await rowsOf(open, [acme.id])).toEqual([]);
  });
});

describe("mail of a channel that was connected by consent", () => {
  async function answers(acme: TestDesk, channelId: string) {
    const ticket = await acme.ticket();
    const reply = await acme.as(acme.owner).calls(replyToTicket, {
      ...{ number: ticket.number, id: randomUUID(), html: "<p>Pull the plug.</p>" },
      fromChannelId: channelId,
      seenMessageId: ticket.newestMessageId,
    });
    await acme.runJob("mail.deliver");
    return (await acme.messages(ticket.number)).find(({ id }) => id === reply.id);
  }

  test("leaves by the provider's own server, signed in with its token", async () => {
    const acme = await founded();
    const channel = await connects(acme);
    expect(await answers(acme, channel.id)).toMatchObject({ delivery: "sent" });
    const [mail] = outgoing.caught.filter(({ from }) => from === channel.address);
    expect(mail).toMatchObject({ user: channel.address, to: ["mara@fiatlux.example"] });
  });

  test("leaves with a new token where the one before ended early, and asks for it once", async () => {
    const acme = await founded();
    const { id } = await connects(acme);
    const before = provider.refreshes();
    provider.endAccess();
    expect(await answers(acme, id)).toMatchObject({ delivery: "sent" });
    expect(provider.refreshes()).toBe(before + 1);
  });

  test("waits and says why when the consent was taken back, or the provider is away", async () => {
    const acme = await founded();
    provider.gives(30);
    const { id } = await connects(acme);
    provider.down();
    expect(await answers(acme, id)).toMatchObject({ delivery: "queued" });
    provider.up();
    provider.revoke();
    expect(await answers(acme, id)).toMatchObject({
      delivery: "queued",
      deliveryError: expect.stringContaining("connect it again"),
    });
  });

  test("leaves by the channel's own server where it has one", async () => {
    const acme = await founded();
    const { id, address } = await connects(acme);
    const own = await smtpPeer({ authOptional: true });
    ends.push(own.close);
    const smtp = { host: "127.0.0.1", port: own.port, tls: "none" as const };
    await acme.as(acme.owner).calls(updateChannel, { id, smtp });
    expect(await answers(acme, id)).toMatchObject({ delivery: "sent" });
    expect(outgoing.caught.filter(({ from }) => from === address)).toEqual([]);
  });
});

describe("the settings of a mailbox by consent", () => {
  test("can be changed without a password, but its token goes to no other server", async () => {
    const acme = await founded();
    const { id, imap } = await connects(acme);
    const as = acme.as(acme.owner);
    const wanted = imap ?? fail();
    expect(await as.calls(updateChannel, { id, imap: { ...wanted } })).toMatchObject({
      consent: { state: "ok" },
    });
    const other = await imapPeer();
    ends.push(other.close);
    const moved = { ...wanted, port: other.port };
    expect(await as.calls(updateChannel, { id, imap: moved })).toMatchObject({
      refused: "mailbox_unreachable",
      reason: "password_missing",
    });
    const { user, password } = other;
    const own = await as.calls(updateChannel, { id, imap: { ...moved, user, password } });
    expect(own).toMatchObject({ consent: null, imap: { user } });
  });

  test("go with the channel, tokens too", async () => {
    const acme = await founded();
    const { id } = await connects(acme);
    await acme.as(acme.owner).calls(deleteChannel, { id });
    const left = "select 1 from mailbox_consents where desk_id = $1";
    expect(await rowsOf(left, [acme.id])).toEqual([]);
  });
});
