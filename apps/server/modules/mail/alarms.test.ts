import { createChannel, listChannels } from "#contract/channels.ts";
import { listAlarms, readChannelHealth } from "#contract/mail-alarms.ts";
import { listOutbox } from "#contract/mail.ts";
import { listNotifications, readNotifications } from "#contract/notifications.ts";
import { failLate, raiseAlarm, setHealth } from "#modules/channels";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { describe, expect, test } from "vitest";
import { silentSince } from "./silence.ts";
import { watchMail, watchSilence } from "./watch.ts";

const hour = 3_600_000;
const week = 168 * hour;

/** Mails of the channel that came so many milliseconds ago. */
async function cameAgo(acme: TestDesk, ago: number[], change = "") {
  await rowsOf(
    `insert into mails (desk_id, id, channel_id, via, raw_hash, size, fate, received_at)
     select $1, gen_random_uuid(), $2, 'smtp', sha256(n::text::bytea), 1000, 'ticket_created',
       now() - n * interval '1 millisecond' from unnest($3::bigint[]) n`,
    [acme.id, acme.channel.id, ago],
  );
  if (change) await rowsOf(`update mails set ${change} where desk_id = $1`, [acme.id]);
}

/** In each of these weeks ten mails in the last five hours of the week until now, and this week none since then. */
const rhythm = (weeks: number[]) =>
  weeks.flatMap((ago) => Array.from({ length: 10 }, (_, n) => ago * week + (n + 0.5) * (hour / 2)));

const since = (acme: TestDesk) =>
  silentSince(acme.house.platform.db, { deskId: acme.id, channelId: acme.channel.id }, new Date());

const alarms = async (acme: TestDesk) => (await acme.as(acme.owner).calls(listAlarms, {})).items;
const told = async (acme: TestDesk, who = acme.owner) =>
  (await acme.as(who).calls(listNotifications, {})).items;

describe("a channel that is silent", () => {
  test("L1: is noticed when in all weeks before there was mail at this time", async () => {
    const acme = await desk();
    await cameAgo(acme, [...rhythm([1, 2, 3, 4, 5, 6, 7, 8, 9]), 5.5 * hour]);
    expect(await since(acme)).not.toBeNull();
    await watchSilence(acme.house.platform);
    await watchSilence(acme.house.platform);

    const silent = { kind: "silent", channelId: acme.channel.id };
    expect(await alarms(acme)).toMatchObject([silent]);
    expect(await told(acme)).toMatchObject([
      { topic: "mailbox", ticketNumber: null, ticketName: acme.channel.address, alarm: silent },
    ]);
    const { id } = acme.channel;
    const health = await acme.as(acme.owner).calls(readChannelHealth, { id });
    expect(health).toMatchObject({ state: "ok", alarms: [silent] });
  });

  test("L1: is noticed also where the watch breaks off at another desk", async () => {
    const [broken, acme] = [await desk(), await desk()];
    const nonsense = "update channels set imap = '{}' where desk_id = $1";
    await rowsOf(nonsense, [broken.id]);
    await cameAgo(acme, [...rhythm([1, 2, 3, 4, 5, 6]), 5.5 * hour]);
    await watchSilence(acme.house.platform);
    expect(await alarms(acme)).toMatchObject([{ kind: "silent" }]);
    await rowsOf("update channels set imap = null where desk_id = $1", [broken.id]);
  });

  test("L1: is well again with its next mail, without another word", async () => {
    const acme = await desk();
    await cameAgo(acme, [...rhythm([1, 2, 3, 4, 5, 6]), 5.5 * hour]);
    await watchSilence(acme.house.platform);
    await cameAgo(acme, [1000]);
    await watchSilence(acme.house.platform);
    expect(await alarms(acme)).toEqual([]);
    expect(await told(acme)).toMatchObject([{ alarm: { over: true } }]);
  });

  test.each([
    ["one holiday among many weeks does not hide it", [1, 2, 3, 5, 6, 7], true],
    ["two empty weeks say that it is usual", [1, 3, 5, 6, 7], false],
    ["three weeks are no rhythm yet", [1, 2, 3], false],
  ])("L1: %s", async (_, weeks, silent) => {
    const acme = await desk();
    await cameAgo(acme, [...rhythm(weeks), 5.5 * hour]);
    expect((await since(acme)) !== null).toBe(silent);
  });

  test("L1: is as always where little mail comes, or only old mail and tests came", async () => {
    const [quiet, old] = [await desk(), await desk()];
    await cameAgo(
      quiet,
      [1, 2, 3, 4, 5, 6].flatMap((ago) => [ago * week + hour]),
    );
    expect(await since(quiet)).toBeNull();
    await cameAgo(old, [...rhythm([1, 2, 3, 4, 5, 6]), 5.5 * hour], "quiet = true");
    expect(await since(old)).toBeNull();
  });
});

describe("a mailbox that cannot be read", () => {
  async function inTrouble() {
    const acme = await desk();
    const { platform } = acme.house;
    const { id } = await acme
      .as(acme.owner)
      .calls(createChannel, { address: `sales@${acme.host}` });
    const nextTryAt = new Date(Date.now() + hour);
    await setHealth(platform, acme.id, id, {
      ...{ state: "connecting", error: "NO such user", trouble: "login_refused", nextTryAt },
    });
    const lasts = (minutes: number) =>
      rowsOf(
        `update channels set trouble_since = now() - $2 * interval '1 minute' where desk_id = $1 and trouble_since is not null`,
        [acme.id, minutes],
      );
    return { acme, platform, id, lasts };
  }

  test("L1: says so after ten minutes, on the screen and once by notification", async () => {
    const { acme, platform, id, lasts } = await inTrouble();
    await lasts(9);
    await failLate(platform, acme.id);
    expect(await alarms(acme)).toEqual([]);

    await lasts(11);
    await watchMail(platform);
    await watchMail(platform);
    const health = await acme.as(acme.owner).calls(readChannelHealth, { id });
    expect(health).toMatchObject({
      ...{ state: "failing", trouble: "login_refused", says: "NO such user" },
      alarms: [{ kind: "failing", channelId: id }],
    });
    expect([health.troubleSince, health.nextTryAt]).toEqual([
      expect.any(String),
      expect.any(String),
    ]);
    expect(await told(acme)).toMatchObject([{ topic: "mailbox", alarm: { kind: "failing" } }]);
  });

  test("L1: tells by mail those who manage channels, and nobody else", async () => {
    const { acme, platform, lasts } = await inTrouble();
    await lasts(11);
    await watchMail(platform);
    await acme.runJobs();
    const { items } = await acme.as(acme.owner).calls(listOutbox, {});
    expect(items.map(({ to, subject }) => [to[0]?.address, subject])).toEqual([
      [acme.owner.email, `sales@${acme.host}: the mailbox cannot be read`],
    ]);
    expect(await told(acme, acme.ana)).toEqual([]);
  });

  test("L1: tells nobody by mail of what is over by then", async () => {
    const { acme, platform, id, lasts } = await inTrouble();
    await lasts(11);
    await watchMail(platform);
    await setHealth(platform, acme.id, id, { state: "ok", error: null });
    await acme.runJobs();
    expect((await acme.as(acme.owner).calls(listOutbox, {})).items).toEqual([]);
    expect(await alarms(acme)).toEqual([]);
    const { items } = await acme.as(acme.owner).calls(listChannels, {});
    expect(items.find((one) => one.id === id)?.health.state).toBe("ok");
  });

  test("L1: is told of again when it fails again", async () => {
    const { acme, platform, id, lasts } = await inTrouble();
    const failing = { state: "failing", error: "no" } as const;
    await lasts(11);
    for (const health of [failing, { state: "ok", error: null } as const, failing])
      await setHealth(platform, acme.id, id, health);
    expect(await told(acme)).toHaveLength(2);
    expect(await acme.as(acme.owner).calls(readNotifications, { all: true })).toEqual({
      unread: 0,
    });
  });
});

describe("other alarms", () => {
  test("L1: mails that wait too long for their fate raise one alarm, which ends with them", async () => {
    const acme = await desk();
    await cameAgo(acme, [11 * 60_000, 12 * 60_000], "fate = 'received'");
    await watchMail(acme.house.platform);
    expect(await alarms(acme)).toMatchObject([
      { kind: "unaccounted", channelId: null, detail: "2" },
    ]);
    await rowsOf("update mails set fate = 'ignored' where desk_id = $1", [acme.id]);
    await watchMail(acme.house.platform);
    expect(await alarms(acme)).toEqual([]);
  });

  test("L1: a token that will expire can be told of, by whoever knows of it", async () => {
    const acme = await desk();
    const alarm = { deskId: acme.id, kind: "token_expiring", channelId: acme.channel.id } as const;
    for (const detail of ["2026-12-24", "2026-12-25"])
      await acme.house.platform.db
        .transaction()
        .execute((tx) => raiseAlarm(tx, { ...alarm, detail, now: new Date() }));
    expect(await alarms(acme)).toMatchObject([{ kind: "token_expiring", detail: "2026-12-25" }]);
    expect(await told(acme)).toHaveLength(1);
  });
});
