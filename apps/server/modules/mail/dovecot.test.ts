/** A real IMAP server as the judge. Skipped, and said to be, where Dovecot is not installed (`apt-get install dovecot-imapd`). */
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { createChannel, listChannels } from "#contract/channels.ts";
import { finishConsent, startConsent } from "#contract/consents.ts";
import { readLedger } from "#contract/ledger.ts";
import { previewMailbox } from "#contract/mailbox-preview.ts";
import { channelById } from "#modules/channels";
import { desk, openHouse, type TestDesk } from "#testkit";
import { dovecot, type DovecotOptions, hasDovecot } from "#testkit/dovecot.ts";
import { letter } from "#testkit/mailbox.ts";
import { oauthPeer } from "#testkit/oauth-peer.ts";
import { selfMadeCertificate } from "#platform/smtp/self-made.ts";
import { afterEach, describe, expect, test, vi } from "vitest";
import { collectMail } from "./collect.ts";

const patience = { lookEvery: 50, pollEvery: 60_000, failingAfter: 60_000, retryAfter: 40 };
const ends: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function peer(options: DovecotOptions = {}) {
  const server = await dovecot(options);
  ends.unshift(server.close);
  return server;
}

type Server = Awaited<ReturnType<typeof peer>>;
const settings = ({ port, user, password }: Server) =>
  ({ host: "127.0.0.1", port, tls: "none", user, password }) as const;

async function connects(acme: TestDesk, server: Server, change: object = {}) {
  const imap = { ...settings(server), ...change };
  const address = `in-${crypto.randomUUID()}@${acme.host}`;
  return acme.as(acme.owner).calls(createChannel, { address, imap });
}

/** Reads the mailbox as the mail role does, by IDLE alone: nothing is asked for again within the test. */
async function reads(acme: TestDesk, channelId: string) {
  const { platform } = acme.house;
  const channel = await channelById(platform.db, acme.id, channelId);
  if (!channel) throw new Error("there is no channel");
  const stopping = new AbortController();
  const done = collectMail(platform, channel, patience, stopping.signal);
  const stop = async () => {
    stopping.abort();
    await done;
  };
  ends.unshift(stop);
  return stop;
}

async function fates(acme: TestDesk) {
  await acme.runJobs();
  const { items } = await acme.as(acme.owner).calls(readLedger, {});
  return items.map(({ fate }) => fate);
}
const until = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: 20_000, interval: 100 });
const come = (acme: TestDesk, count: number) =>
  until(async () => expect(await fates(acme)).toHaveLength(count));
const channelNow = async (acme: TestDesk, id: string) =>
  (await acme.as(acme.owner).calls(listChannels, {})).items.find((one) => one.id === id);

describe.skipIf(!hasDovecot())("a mailbox on Dovecot (skipped where none is installed)", () => {
  test("gives what arrives, as it arrives, each mail once", async () => {
    const [acme, server] = [await desk(), await peer()];
    await server.append(letter({ to: "x", text: "from long ago" }));
    const { id } = await connects(acme, server);
    await server.append(letter({ to: "x", text: "one" }));
    const stop = await reads(acme, id);
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
    await server.append(letter({ to: "x", text: "two" }));
    await come(acme, 2);
    await stop();
    await server.append(letter({ to: "x", text: "while nobody reads" }));
    await reads(acme, id);
    await server.append(letter({ to: "x", text: "three" }));
    await come(acme, 4);
  });

  test("that numbers its mails anew is looked through again, and nothing is doubled", async () => {
    const [acme, server] = [await desk(), await peer()];
    const { id } = await connects(acme, server);
    const stop = await reads(acme, id);
    for (const text of ["one", "two"]) await server.append(letter({ to: "x", text }));
    await come(acme, 2);
    await stop();
    await server.renumber();
    await server.append(letter({ to: "x", text: "three" }));
    await reads(acme, id);
    await until(async () =>
      expect((await fates(acme)).toSorted()).toEqual([
        ...["duplicate", "duplicate"],
        ...["ticket_created", "ticket_created", "ticket_created"],
      ]),
    );
  });

  test("is refused in its own words where password or folder are wrong, and shows its folders", async () => {
    const [acme, server] = [await desk(), await peer()];
    const folder = "Città & più";
    await server.append(letter({ to: "x" }), new Date(), folder);
    const refused = [
      await connects(acme, server, { password: "wrong" }),
      await connects(acme, server, { mailbox: "Nowhere" }),
    ];
    expect(refused).toMatchObject([
      { refused: "mailbox_unreachable", reason: expect.stringContaining("Authentication failed") },
      { refused: "mailbox_unreachable", reason: expect.stringContaining("Nowhere") },
    ]);
    const imap = settings(server);
    const { folders } = await acme.as(acme.owner).calls(previewMailbox, { imap });
    const path = folders.find(({ mails }) => mails === 1)?.path ?? "";
    expect(path).toContain("Città & più");
    const { id } = await connects(acme, server, { mailbox: path });
    await reads(acme, id);
    await server.append(letter({ to: "x", text: "new" }), new Date(), folder);
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
  });

  test("is read by STARTTLS where its certificate is vouched for, and refused with the reason where not", async () => {
    const certificate = selfMadeCertificate("localhost");
    const [acme, server] = [await desk(), await peer({ certificate })];
    const secure = { host: "localhost", tls: "starttls" as const };
    expect(await connects(acme, server, secure)).toMatchObject({
      refused: "mailbox_unreachable",
      reason: expect.stringMatching(/certificate/i),
    });
    const usual = getCACertificates("default");
    ends.push(() => setDefaultCACertificates(usual));
    setDefaultCACertificates([...usual, certificate.cert]);
    const { id } = await connects(acme, server, secure);
    await reads(acme, id);
    await server.append(letter({ to: "x" }));
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
  });

  test("is opened by XOAUTH2, with a new token where one ended early, until the consent is taken back", async () => {
    const provider = await oauthPeer({ rotates: true });
    const server = await peer({ introspection: provider.introspection });
    const url = `imap://127.0.0.1:${server.port}`;
    const acme = await desk({
      at: await openHouse({ ...provider.config, OAUTH_GOOGLE_IMAP_URL: url }),
    });
    const as = acme.as(acme.owner);
    const address = `in@${acme.host}`;
    const begun = await as.calls(startConsent, { provider: "google", address });
    const { state, code } = provider.consent(begun.url);
    const { id } = await as.calls(finishConsent, { state, code });
    const stop = await reads(acme, id);
    await server.drop(letter({ to: "x", text: "one" }), address);
    await come(acme, 1);
    await stop();
    provider.endAccess();
    await server.drop(letter({ to: "x", text: "two" }), address);
    const again = await reads(acme, id);
    await come(acme, 2);
    await again();
    provider.revoke();
    await reads(acme, id);
    await until(async () =>
      expect(await channelNow(acme, id)).toMatchObject({
        health: { state: "failing" },
        consent: { state: "revoked" },
      }),
    );
    await provider.close();
  });
});
