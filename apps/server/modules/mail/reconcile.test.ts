import { createChannel } from "#contract/channels.ts";
import { readLedger } from "#contract/ledger.ts";
import { readChannelHealth, reconcileMailbox } from "#contract/mail-alarms.ts";
import { channelById } from "#modules/channels";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { dovecot, hasDovecot } from "#testkit/dovecot.ts";
import { type ImapPeer, imapPeer } from "#testkit/imap-peer.ts";
import { letter } from "#testkit/mailbox.ts";
import { afterEach, describe, expect, test, vi } from "vitest";
import { collectMail } from "./collect.ts";
import { reconcileAll } from "./reconcile.ts";

const patience = { lookEvery: 50, pollEvery: 100, failingAfter: 150, retryAfter: 40 };
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

type Account = Pick<ImapPeer, "port" | "user" | "password">;

/** A channel that reads the mailbox of this server, and has read the mails so far. */
async function connected(server: Account, mails: () => Promise<void> | void, count: number) {
  const acme = await desk();
  const { port, user, password } = server;
  const imap = { host: "127.0.0.1", port, tls: "none", user, password } as const;
  const address = `sales@${acme.host}`;
  const { id } = await acme.as(acme.owner).calls(createChannel, { address, imap });
  await mails();
  const { platform } = acme.house;
  const channel = await channelById(platform.db, acme.id, id);
  if (!channel) throw new Error("there is no channel");
  const stopping = new AbortController();
  const done = collectMail(platform, channel, patience, stopping.signal);
  await vi.waitFor(async () => expect(await kept(acme)).toBe(count), { timeout: 15_000 });
  stopping.abort();
  await done;
  await acme.runJobs();
  return { acme, id };
}

const kept = async (acme: TestDesk) =>
  (await rowsOf("select from mails where desk_id = $1", [acme.id])).length;

async function compared(acme: TestDesk, id: string) {
  await acme.as(acme.owner).calls(reconcileMailbox, { id });
  await acme.runJobs();
  return (await acme.as(acme.owner).calls(readChannelHealth, { id })).reconciled;
}

async function peer() {
  const made = await imapPeer();
  ends.unshift(made.close);
  return made;
}

async function three() {
  const server = await peer();
  server.append(letter({ to: "x", text: "from long ago" }), new Date("2020-01-01"));
  const arrive = () => {
    for (const text of ["one", "two", "three"]) server.append(letter({ to: "x", text }));
  };
  return { server, ...(await connected(server, arrive, 3)) };
}

describe("comparing a mailbox with the ledger", () => {
  test("L1: finds every mail since the connection in the ledger, and nothing from before", async () => {
    const { acme, id } = await three();
    expect(await compared(acme, id)).toMatchObject({
      ...{
        state: "done",
        report: { inMailbox: 3, inLedger: 3, missing: 0, ahead: 0, doubles: [] },
      },
    });
  });

  test("L1: fetches what is missing, once, however often it is asked for", async () => {
    const { acme, id } = await three();
    await rowsOf("delete from mails where desk_id = $1 and imap_uid = 3", [acme.id]);

    const report = { inMailbox: 3, inLedger: 2, missing: 1, fetched: 1 };
    expect(await compared(acme, id)).toMatchObject({ report, fates: { ticket_created: 1 } });
    expect(await compared(acme, id)).toMatchObject({ report: { missing: 0, fetched: 0 } });
    expect(await kept(acme)).toBe(3);
  });

  test("L1: takes what the reader has not reached yet for no gap", async () => {
    const { acme, id, server } = await three();
    server.append(letter({ to: "x", text: "four" }));
    expect(await compared(acme, id)).toMatchObject({
      report: { inMailbox: 4, missing: 0, ahead: 1 },
    });
    expect(await kept(acme)).toBe(3);
  });

  test("L1: names mails that became more than one message", async () => {
    const { acme, id } = await three();
    await rowsOf(
      `update mails set message_id = (select message_id from mails where desk_id = $1 and imap_uid = 2)
       where desk_id = $1 and imap_uid = 3`,
      [acme.id],
    );
    const { doubles = [] } = (await compared(acme, id))?.report ?? {};
    expect(doubles).toMatchObject([{ ledgerIds: [expect.any(String), expect.any(String)] }]);
  });

  test("L1: says that the mailbox could not be compared, in the server's words", async () => {
    const { acme, id, server } = await three();
    server.down();
    expect(await compared(acme, id)).toMatchObject({ state: "failed", error: expect.any(String) });
  });

  test("L1: runs by itself for every mailbox", async () => {
    const { acme, id } = await three();
    await reconcileAll(acme.house.platform);
    await acme.runJobs();
    const { reconciled } = await acme.as(acme.owner).calls(readChannelHealth, { id });
    expect(reconciled).toMatchObject({ state: "done", byUserId: null, report: { missing: 0 } });
  });

  test("L1: refuses a channel that reads no mailbox, and one that is not there", async () => {
    const acme = await desk();
    const as = acme.as(acme.owner);
    const { id } = acme.channel;
    expect(await as.calls(reconcileMailbox, { id })).toMatchObject({ refused: "mailbox_missing" });
    const nobody = { id: acme.id };
    expect(await as.calls(reconcileMailbox, nobody)).toMatchObject({
      refused: "channel_not_found",
    });
    expect(await as.calls(readChannelHealth, nobody)).toMatchObject({
      refused: "channel_not_found",
    });
  });
});

test.runIf(hasDovecot())("L1: on Dovecot a missing mail is found and fetched", async () => {
  const server = await dovecot();
  ends.unshift(server.close);
  const arrive = async () => {
    for (const text of ["one", "two"]) await server.append(letter({ to: "x", text }));
  };
  const { acme, id } = await connected(server, arrive, 2);
  await rowsOf("delete from mails where desk_id = $1 and imap_uid = 2", [acme.id]);

  expect(await compared(acme, id)).toMatchObject({
    report: { inMailbox: 2, inLedger: 1, missing: 1, fetched: 1 },
  });
  const { summary } = await acme.as(acme.owner).calls(readLedger, {});
  expect(summary.unaccounted).toBe(0);
});
