import { type AddressInfo, createServer, type Server } from "node:net";
import { createChannel, listChannels, updateChannel } from "#contract/channels.ts";
import { readLedger } from "#contract/ledger.ts";
import { advanceCursor, channelById, restartCursor } from "#modules/channels";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { type ImapPeer, imapPeer } from "#testkit/imap-peer.ts";
import { letter } from "#testkit/mailbox.ts";
import { afterEach, describe, expect, test, vi } from "vitest";
import { collectMail } from "./collect.ts";

const patience = { lookEvery: 50, pollEvery: 100, failingAfter: 150, retryAfter: 40 };
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function peer(options: { idle?: boolean; arrives?: () => string | null } = {}) {
  const made = await imapPeer(options);
  ends.unshift(made.close);
  return made;
}

type Account = Pick<ImapPeer, "port" | "user" | "password">;

function settings({ port, user, password }: Account, since?: Date) {
  const tls = "none" as const;
  return {
    host: "127.0.0.1",
    port,
    tls,
    user,
    password,
    ...(since ? { since: since.toISOString() } : {}),
  };
}

async function connects(acme: TestDesk, server: ImapPeer, since?: Date) {
  const address = `sales@${acme.host}`;
  return acme.as(acme.owner).calls(createChannel, { address, imap: settings(server, since) });
}

/** Reads the mailbox until `stop`, as the mail role does. */
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

async function ledger(acme: TestDesk) {
  await acme.runJobs();
  return (await acme.as(acme.owner).calls(readLedger, {})).items.toReversed();
}

async function portOf(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.unshift(async () => void server.close());
  return (server.address() as AddressInfo).port;
}

const until = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: 15_000, interval: 100 });
const fates = async (acme: TestDesk) => (await ledger(acme)).map(({ fate }) => fate);
const health = async (acme: TestDesk, id: string) =>
  (await acme.as(acme.owner).calls(listChannels, {})).items.find((one) => one.id === id)?.health;

describe("a connected mailbox", () => {
  test("gives what arrives from now on, as it arrives, and leaves the old alone", async () => {
    const [acme, server] = [await desk(), await peer()];
    server.append(letter({ to: "x", text: "from long ago" }));
    const { id } = await connects(acme, server);
    server.append(letter({ to: "x", text: "between saving and the first look" }));
    await reads(acme, id);

    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
    server.append(letter({ to: "x", text: "while it waits" }));
    await until(async () => expect(await fates(acme)).toHaveLength(2));
    expect(await health(acme, id)).toMatchObject({ state: "ok" });
  });

  test("gives what comes in while a mail is being kept, told once and never again", async () => {
    const late = [letter({ to: "x", text: "meanwhile" })];
    const server = await peer({ arrives: () => late.pop() ?? null });
    const acme = await desk();
    const { id } = await connects(acme, server);
    await reads(acme, id);
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
  });

  test("is asked again and again where the server does not tell of new mail", async () => {
    const [acme, server] = [await desk(), await peer({ idle: false })];
    await reads(acme, (await connects(acme, server)).id);
    server.append(letter({ to: "x" }));
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
  });

  test("gives older mail from the asked day on, quietly", async () => {
    const [acme, server] = [await desk(), await peer()];
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    server.append(letter({ to: "x", text: "too old" }), daysAgo(30));
    server.append(letter({ to: "x", text: "old" }), daysAgo(3));
    await reads(acme, (await connects(acme, server, daysAgo(7))).id);

    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
    expect(await rowsOf("select quiet from mails where desk_id = $1", [acme.id])).toEqual([
      { quiet: true },
    ]);
  });

  test("goes on where it stopped, each mail once", async () => {
    const [acme, server] = [await desk(), await peer()];
    const { id } = await connects(acme, server);
    const stop = await reads(acme, id);
    server.append(letter({ to: "x", text: "one" }));
    await until(async () => expect(await fates(acme)).toHaveLength(1));
    await stop();
    server.append(letter({ to: "x", text: "two" }));
    await reads(acme, id);
    await until(async () =>
      expect(await fates(acme)).toEqual(["ticket_created", "ticket_created"]),
    );
  });

  test("that was empty gives the first mail, even where its server's clock is behind ours", async () => {
    const [acme, server] = [await desk(), await peer()];
    const { id } = await connects(acme, server);
    server.append(letter({ to: "x" }), new Date(Date.now() - 120_000));
    await reads(acme, id);
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
  });

  test("goes on looking through the whole folder after the line broke: what is old stays old", async () => {
    const [acme, server] = [await desk(), await peer()];
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    for (const days of [40, 30, 3]) server.append(letter({ to: "x" }), daysAgo(days));
    const { id } = await connects(acme, server, daysAgo(7));
    const { db } = acme.house.platform;
    await restartCursor(db, acme.id, id, 1000);
    await db
      .transaction()
      .execute((tx) => advanceCursor(tx, acme.id, id, { uidValidity: 1000, uid: 1 }));
    await reads(acme, id);
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
    await until(async () => expect(await health(acme, id)).toMatchObject({ state: "ok" }));
    expect(await rowsOf("select quiet from mails where desk_id = $1", [acme.id])).toEqual([
      { quiet: true },
    ]);
  });

  test("is looked through again when the server numbers its mail anew, and nothing is doubled", async () => {
    const [acme, server] = [await desk(), await peer()];
    await reads(acme, (await connects(acme, server)).id);
    server.append(letter({ to: "x", text: "one" }));
    await until(async () => expect(await fates(acme)).toHaveLength(1));
    server.renumber();
    server.append(letter({ to: "x", text: "two" }));
    await until(async () =>
      expect((await fates(acme)).toSorted()).toEqual([
        "duplicate",
        "ticket_created",
        "ticket_created",
      ]),
    );
  });

  test("that is out of reach says so, and recovers by itself", async () => {
    const [acme, server] = [await desk(), await peer()];
    const { id } = await connects(acme, server);
    await reads(acme, id);
    await until(async () => expect(await health(acme, id)).toMatchObject({ state: "ok" }));
    server.down();
    await until(async () => expect(await health(acme, id)).toMatchObject({ state: "failing" }));
    server.up();
    server.append(letter({ to: "x" }));
    await until(async () =>
      expect(await health(acme, id)).toMatchObject({ state: "ok", error: null }),
    );
    await until(async () => expect(await fates(acme)).toEqual(["ticket_created"]));
  });
});

describe("mailbox settings", () => {
  test("are tried before they are saved, and the password is never shown", async () => {
    const [acme, server] = [await desk(), await peer()];
    const wrong = { ...settings(server), password: "not this one" };
    const as = acme.as(acme.owner);
    const refused = await as.calls(createChannel, { address: `a@${acme.host}`, imap: wrong });
    expect(refused).toMatchObject({ refused: "mailbox_unreachable" });

    const saved = await connects(acme, server);
    expect(JSON.stringify(saved)).not.toContain(server.password);
    const rows = await rowsOf<{ imap_password: Buffer }>(
      "select imap_password from channels where desk_id = $1 and id = $2",
      [acme.id, saved.id],
    );
    expect(rows[0]?.imap_password.toString("latin1")).not.toContain(server.password);
  });

  test("tell nothing of what else listens in our network, not even by the time it takes", async () => {
    const acme = await desk();
    const silent = createServer((socket) => void socket.on("error", () => undefined));
    const chatty = createServer((socket) => void socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
    const files = createServer((socket) => {
      socket.on("error", () => undefined).on("data", () => socket.write("530 Sign in first\r\n"));
      socket.write("220 (vsFTPd 3.0.5)\r\n");
    });
    const ports = [await portOf(silent), await portOf(chatty), await portOf(files), 1];
    const hosts = ports.map((port): [string, number] => ["127.0.0.1", port]);
    const all = [...hosts, ["169.254.169.254", 80], ["nowhere.invalid", 993]] as const;
    const tries = (["imap", "smtp"] as const).flatMap((kind) =>
      all.map(async ([host, port]) => {
        const began = performance.now();
        const server = { host, port, tls: "none", user: "u", password: "p" } as const;
        const channel = { address: `${kind}${port}@${acme.host}`, [kind]: server };
        const { refused, reason } = (await acme.as(acme.owner).calls(createChannel, channel)) as {
          refused?: string;
          reason?: string;
        };
        return [refused, reason, Math.round((performance.now() - began) / 3000)];
      }),
    );
    const answers = ["mailbox_unreachable", "smtp_unreachable"].flatMap((refused) =>
      all.map(() => [refused, "unreachable", 2]),
    );
    expect(await Promise.all(tries)).toEqual(answers);
  }, 20_000);

  test("never send a kept password to another server, another port, or with another encryption", async () => {
    const [acme, server, other] = [await desk(), await peer(), await peer()];
    const { id } = await connects(acme, server);
    const { password: _kept, ...moved } = settings(other);
    const { password: _same, ...kept } = settings(server);
    for (const imap of [
      { ...kept, host: "localhost" },
      { ...kept, port: moved.port },
      { ...kept, tls: "starttls" as const },
    ])
      expect(await acme.as(acme.owner).calls(updateChannel, { id, imap })).toMatchObject({
        refused: "mailbox_unreachable",
        reason: "password_missing",
      });
    expect(other.signedIn()).toBe(0);
  });
});
