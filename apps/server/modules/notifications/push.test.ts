import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deleteComment, commentOnTicket } from "#contract/comments.ts";
import {
  readNotifications,
  readNotificationSettings,
  saveNotificationSetting,
} from "#contract/notifications.ts";
import { signOut } from "#contract/sign-in.ts";
import { updateMe } from "#contract/me.ts";
import { updateUser } from "#contract/users.ts";
import { readPush, subscribePush, unsubscribePush } from "#contract/push.ts";
import { followTicket } from "#contract/tickets.ts";
import { desk, openHouse, type Person, rowsOf, type TestDesk, type TestHouse } from "#testkit";
import { pushService } from "#testkit/push.ts";
import { pushNotification } from "./push.ts";

let outside: TestHouse;
let world: Awaited<ReturnType<typeof pushService>>;
let acme: TestDesk;

beforeAll(async () => {
  outside = await openHouse({ OUTBOUND_ALLOW_PRIVATE: true });
  world = await pushService();
});
afterAll(async () => {
  world.close();
  await outside.close();
});
beforeEach(async () => {
  acme = await desk({ at: outside });
  world.answer();
});

/** A browser of theirs, switched on. */
async function browserOf(who: Person, more: { private?: boolean } = {}) {
  const browser = world.browser();
  const device = await acme.as(who).calls(subscribePush, { ...browser.subscription, ...more });
  return { ...browser, device };
}
const mention = ({ id }: { id: string }) =>
  `<p><span data-mention="${id}">@x</span> have a look</p>`;
const mentions = async (who: Person, number: number) =>
  acme.as(acme.ana).calls(commentOnTicket, { number, html: mention(who) });
const jobs = () => acme.runJob("notifications.push");
const devices = async (who: Person) => (await acme.as(who).calls(readPush, {})).devices;

describe("S70, H87: a push", () => {
  test("goes to each browser of whoever is named, sealed, with who and where, and opens at the comment", async () => {
    const [laptop, phone] = [await browserOf(acme.bo), await browserOf(acme.bo)];
    const hers = await browserOf(acme.ana);
    const { number } = await acme.ticket();
    const { id } = await mentions(acme.bo, number);
    await acme.runJobs();

    for (const { shown } of [laptop, phone])
      expect(shown).toMatchObject([
        {
          title: "Ana mentioned you",
          body: `#${number} Printer on fire\n@x have a look`,
          url: `/tickets/open/${number}#m-${id}`,
          headers: { ttl: "43200", urgency: "high", "content-encoding": "aes128gcm" },
        },
      ]);
    expect(hers.shown).toEqual([]);
    expect((await devices(acme.bo))[0]?.sentAt).not.toBeNull();
  });

  test("is not sent of what was read meanwhile, as by whoever is looking at the ticket", async () => {
    const { shown } = await browserOf(acme.bo);
    const { number } = await acme.ticket();
    await mentions(acme.bo, number);
    await acme.as(acme.bo).calls(readNotifications, { ticketNumber: number });
    await acme.runJobs();
    expect(shown).toEqual([]);
  });

  test("waits some seconds and takes in what comes meanwhile; then one minute passes", async () => {
    const { shown } = await browserOf(acme.bo);
    const { number, id } = await acme.ticket();
    await acme.as(acme.bo).calls(followTicket, { number });
    const due = async () => {
      const rows = await rowsOf<{ wait: number }>(
        `select round(extract(epoch from j.run_at - $2::timestamptz))::int as wait from graphile_worker._private_jobs j
         where j.key like 'push %' and j.payload->>'deskId' = $1`,
        [acme.id, outside.platform.clock()],
      );
      return rows.map(({ wait }) => wait);
    };
    for (const words of ["One", "Two", "Three"]) await acme.customerWrites({ id }, words);
    expect(await due()).toEqual([4]);
    await jobs();
    expect(shown.map(({ title }) => title)).toEqual(["Mara Rossi wrote (3 times)"]);
    await acme.customerWrites({ id }, "Four");
    expect(await due()).toEqual([60]);
  });

  test("leaves once, however often and at once its job runs", async () => {
    const { shown } = await browserOf(acme.bo);
    const { number } = await acme.ticket();
    await mentions(acme.bo, number);
    const [{ notificationId = "" } = {}] = await acme.jobs("notifications.push");
    const { platform } = outside;
    const work = { platform, db: platform.db, deskId: acme.id, now: platform.clock() };
    await Promise.all([1, 2, 3].map(() => pushNotification(work, notificationId)));
    expect(shown).toHaveLength(1);
  });

  test("that its service does not take now is tried again, and only where it was not taken", async () => {
    const [one, two] = [await browserOf(acme.bo), await browserOf(acme.bo)];
    const { number } = await acme.ticket();
    await mentions(acme.bo, number);
    const [{ notificationId = "" } = {}] = await acme.jobs("notifications.push");
    const { platform } = outside;
    const work = { platform, db: platform.db, deskId: acme.id, now: platform.clock() };
    world.answer(503, 201);
    await expect(pushNotification(work, notificationId)).rejects.toThrow("later");
    expect(one.shown.length + two.shown.length).toBe(1);
    world.answer(429);
    await expect(pushNotification(work, notificationId)).rejects.toThrow("later");
    world.answer(0);
    await expect(pushNotification(work, notificationId)).rejects.toThrow("later");
    await pushNotification(work, notificationId);
    expect([one.shown.length, two.shown.length]).toEqual([1, 1]);
  });

  test.each([404, 410])("answered with %s ends that browser, and no other", async (status) => {
    const [gone] = [await browserOf(acme.bo), await browserOf(acme.owner)];
    const { number } = await acme.ticket();
    await mentions(acme.bo, number);
    world.answer(status);
    await acme.runJobs();
    expect(await devices(acme.bo)).toEqual([]);
    expect(await devices(acme.owner)).toHaveLength(1);
    expect(gone.shown).toEqual([]);
  });

  test("that is refused for another reason is not sent again, and the browser stays", async () => {
    const { shown } = await browserOf(acme.bo);
    const { number } = await acme.ticket();
    await mentions(acme.bo, number);
    world.answer(413);
    await acme.runJobs();
    expect(shown).toEqual([]);
    expect(await devices(acme.bo)).toHaveLength(1);
  });

  test("shows neither names nor words where the device is private, and speaks its reader's language", async () => {
    const { shown } = await browserOf(acme.bo, { private: true });
    await acme.as(acme.bo).calls(updateMe, { preferences: { locale: "it" } });
    const { number } = await acme.ticket();
    await mentions(acme.bo, number);
    await acme.runJobs();
    expect(shown).toMatchObject([{ title: "Ti hanno menzionato", body: `#${number} · Acme` }]);
  });

  test("is not sent of a ticket that one may no longer see, nor of a comment that is deleted", async () => {
    const own = { reach: "own", unassigned: false } as const;
    const { shown } = await browserOf(acme.bo);
    const [{ number }, { number: second }] = [await acme.ticket(), await acme.ticket()];
    const { id: messageId } = await mentions(acme.bo, second);
    await acme.as(acme.ana).calls(deleteComment, { number: second, messageId });
    await mentions(acme.bo, number);
    const rights = { superAdmin: false, accountAccess: false, serviceAccess: true };
    await acme.as(acme.owner).calls(updateUser, {
      id: acme.bo.id,
      rights: {
        ...rights,
        ...{ salesAccess: false, serviceSeat: true },
        tickets: { view: own, edit: own, delete: own },
      },
    });
    await acme.runJobs();
    expect(shown).toEqual([]);
  });
});

describe("H87: the ways of each topic", () => {
  test("are switched one by one; what goes to no browser makes no job", async () => {
    const { number } = await acme.ticket();
    await browserOf(acme.bo);
    const bo = acme.as(acme.bo);
    const off = { topic: "mentioned", app: true, mail: true, push: false } as const;
    await bo.calls(saveNotificationSetting, off);
    const { items } = await bo.calls(readNotificationSettings, {});
    expect(items.find(({ topic }) => topic === "mentioned")).toEqual(off);
    expect(items.find(({ topic }) => topic === "received")?.push).toBe(true);
    await mentions(acme.bo, number);
    expect(await acme.jobs("notifications.push")).toEqual([]);
  });

  test("stay as they are where a program that knows no pushes saves the others", async () => {
    const bo = acme.as(acme.bo);
    await bo.calls(saveNotificationSetting, {
      ...{ topic: "replied", app: true, mail: false, push: true },
    });
    const { items } = await bo.calls(saveNotificationSetting, {
      ...{ topic: "replied", app: false, mail: true },
    });
    expect(items.find(({ topic }) => topic === "replied")).toEqual({
      ...{ topic: "replied", app: false, mail: true, push: true },
    });
  });

  test("push to nobody who has switched on no browser", async () => {
    const { number } = await acme.ticket();
    await mentions(acme.bo, number);
    expect(await acme.jobs("notifications.push")).toEqual([]);
  });
});

describe("H87: a browser", () => {
  test("is one line however often it says so, and goes when it is switched off", async () => {
    const browser = world.browser();
    const bo = acme.as(acme.bo);
    await bo.calls(subscribePush, browser.subscription);
    await bo.calls(subscribePush, { ...browser.subscription, private: true });
    const [device, ...others] = await devices(acme.bo);
    expect([device?.private, device?.here, others]).toEqual([true, true, []]);
    expect(await acme.as(acme.ana).calls(unsubscribePush, { id: device?.id ?? "" })).toEqual({
      refused: "push_device_not_found",
    });
    await bo.calls(unsubscribePush, { id: device?.id ?? "" });
    expect(await devices(acme.bo)).toEqual([]);
  });

  test("ends with its session", async () => {
    const { shown } = await browserOf(acme.bo);
    const { number } = await acme.ticket();
    await mentions(acme.bo, number);
    await acme.as(acme.bo).calls(signOut, {});
    await acme.runJobs();
    expect(shown).toEqual([]);
    const left = "select 1 from push_subscriptions where desk_id = $1";
    expect(await rowsOf(left, [acme.id])).toEqual([]);
  });

  test("whose session has run out is shown nothing more", async () => {
    const { shown } = await browserOf(acme.bo);
    const { number } = await acme.ticket();
    await mentions(acme.bo, number);
    await rowsOf("update sessions set expires_at = now() where desk_id = $1 and user_id = $2", [
      acme.id,
      acme.bo.id,
    ]);
    await acme.runJobs();
    expect(shown).toEqual([]);
  });

  test("is taken over by whoever signs in there next, and by nobody who knows its address alone", async () => {
    const { subscription, shown } = await browserOf(acme.bo);
    const ana = acme.as(acme.ana);
    const { p256dh } = world.browser().subscription;
    expect(await ana.calls(subscribePush, { ...subscription, p256dh })).toEqual({
      refused: "push_endpoint_refused",
    });
    const { number } = await acme.ticket();
    await mentions(acme.bo, number);
    await acme.runJobs();
    expect(shown).toHaveLength(1);

    await ana.calls(subscribePush, subscription);
    expect(await devices(acme.bo)).toEqual([]);
    expect(await devices(acme.ana)).toHaveLength(1);
  });

  test("beyond twenty takes the place of the oldest", async () => {
    const ids: string[] = [];
    const another = async () => void ids.push((await browserOf(acme.bo)).device.id);
    for (let turn = 0; turn < 20; turn++) await another();
    const [oldest = ""] = ids.splice(7, 1);
    const past = "update push_subscriptions set created_at = created_at - interval '1 day'";
    await rowsOf(`${past} where desk_id = $1 and id = $2`, [acme.id, oldest]);
    await another();
    const left = (await devices(acme.bo)).map(({ id }) => id);
    expect(left.toSorted()).toEqual(ids.toSorted());
  });

  test.each([
    "http://push.example.net/x",
    "https://127.0.0.1/x",
    "https://10.0.0.8/x",
    "https://[::1]/x",
    "https://169.254.169.254/x",
    "ftp://push.example.net/x",
  ])("of a service that is not out in the world over https is refused: %s", async (endpoint) => {
    const here = await desk();
    const { subscription } = world.browser();
    expect(await here.as(here.bo).calls(subscribePush, { ...subscription, endpoint })).toEqual({
      refused: "push_endpoint_refused",
    });
  });

  test("whose name leads inside when it is used is given up", async () => {
    const here = await desk();
    const { subscription } = world.browser();
    const endpoint = "https://localhost/x";
    await here.as(here.bo).calls(subscribePush, { ...subscription, endpoint });
    const { number } = await here.ticket();
    await here.as(here.ana).calls(commentOnTicket, { number, html: mention(here.bo) });
    await here.runJobs();
    expect((await here.as(here.bo).calls(readPush, {})).devices).toEqual([]);
  });

  test("knows the desk by one key, whose secret is sealed", async () => {
    const keys = await Promise.all(
      [acme.ana, acme.bo, acme.owner].map((who) => acme.as(who).calls(readPush, {})),
    );
    expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(1);
    await browserOf(acme.bo);
    const rows = await rowsOf<{ private_key: Buffer; auth: Buffer }>(
      "select k.private_key, s.auth from push_keys k join push_subscriptions s using (desk_id) where k.desk_id = $1",
      [acme.id],
    );
    expect(rows[0]?.private_key.length).toBeGreaterThan(43);
    expect(() =>
      outside.platform.seal.open("push auth", rows[0]?.private_key ?? Buffer.of()),
    ).toThrow();
  });
});
