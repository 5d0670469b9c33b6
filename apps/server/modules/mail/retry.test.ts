import { randomUUID } from "node:crypto";
import { listActivity } from "#contract/activity.ts";
import { replyToTicket } from "#contract/replies.ts";
import { retryMessage } from "#contract/messages.ts";
import { claimSending, settleDelivery } from "#modules/tickets";
import { desk, openHouse, rowsOf, type TestDesk, type TestHouse } from "#testkit";
import { uploads } from "#testkit/upload.ts";
import { bounce, hand, mailbox, type Sink } from "#testkit/mailbox.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attemptOf } from "./attempt.ts";
import { type MailDoors, openMailDoors } from "./start.ts";

let sink: Sink;
let outside: TestHouse;
let doors: MailDoors;

beforeAll(async () => {
  sink = await mailbox();
  outside = await openHouse({ SMTP_OUT_URL: sink.url });
  const { platform } = outside;
  doors = await openMailDoors({ ...platform, config: { ...platform.config, SMTP_IN_PORT: 0 } });
});

beforeEach(() => sink.feels("take"));

afterAll(async () => {
  await doors.stop();
  await outside.close();
  await sink.close();
});

const mara = "mara@fiatlux.example";
const someone = () => `${randomUUID()}@fiatlux.example`;

async function replies(at: TestDesk, change: Record<string, unknown> = {}) {
  const ticket = await at.ticket();
  const reply = await at.as(at.ana).calls(replyToTicket, {
    number: ticket.number,
    id: randomUUID(),
    html: "<p>Pull the plug.</p>",
    seenMessageId: ticket.newestMessageId,
    ...change,
  });
  const now = async () => (await at.messages(ticket.number)).find(({ id }) => id === reply.id);
  const retry = async () => {
    await at.as(at.ana).calls(retryMessage, { number: ticket.number, messageId: reply.id });
    await at.runJobs();
  };
  return { number: ticket.number, id: reply.id, now, retry };
}

async function comesBack(at: TestDesk, id: string, failed: string) {
  const [row] = await rowsOf<{ message_id: string }>(
    "select message_id from messages where desk_id = $1 and id = $2",
    [at.id, id],
  );
  const raw = bounce(at.channel.address, row?.message_id ?? "", failed);
  await hand(doors.smtpPort, { from: "", to: at.channel.address, raw });
  await at.runJobs();
}

async function failures(at: TestDesk, number: number) {
  const { items } = await at.as(at.ana).calls(listActivity, { number });
  return items.filter(({ what }) => what === "delivery_failed");
}

const sentTo = (at: TestDesk) =>
  sink.caught.filter(({ from }) => from.endsWith(`@${at.host}`)).map(({ to }) => to);

describe("a reply that came back", () => {
  test("goes again to whom it did not reach, and to nobody else", async () => {
    const acme = await desk({ at: outside });
    const other = someone();
    const reply = await replies(acme, { cc: [{ address: other }] });
    await acme.runJobs();
    await comesBack(acme, reply.id, "Mara@FiatLux.example");
    expect(await reply.now()).toMatchObject({ delivery: "failed" });

    await reply.retry();
    expect(await reply.now()).toMatchObject({ delivery: "sent", deliveryError: null });
    expect(sentTo(acme)).toEqual([[mara, other], [mara]]);
  });

  test("in the name of an address that we do not know goes again to everybody", async () => {
    const acme = await desk({ at: outside });
    const reply = await replies(acme);
    await acme.runJobs();
    await comesBack(acme, reply.id, "mara.rossi@mailbox.example");
    await reply.retry();
    expect(sentTo(acme)).toEqual([[mara], [mara]]);
  });

  test("stays failed when a try that was under way says that it was sent", async () => {
    const acme = await desk({ at: outside });
    const { db } = outside.platform;
    const [reply, now] = [await replies(acme), new Date()];
    await claimSending(db, acme.id, reply.id, now);
    await comesBack(acme, reply.id, mara);
    const sent = { delivery: "sent", error: null, cause: "delivery_tried", now } as const;
    expect(await settleDelivery(db, acme.id, reply.id, sent)).toBe(false);
    expect(await reply.now()).toMatchObject({ delivery: "failed" });
  });

  test("stands once in the history, however long its reason is", async () => {
    const acme = await desk({ at: outside });
    const reply = await replies(acme);
    await acme.runJobs();
    await comesBack(acme, reply.id, `${"long.".repeat(120)}name@fiatlux.example`);
    await comesBack(acme, reply.id, `${"long.".repeat(120)}name@fiatlux.example`);
    expect(await failures(acme, reply.number)).toMatchObject([{ cause: "mail_received" }]);
  });
});

describe("a process that is killed while it sends", () => {
  test("says nothing against the mail, which the next one sends", async () => {
    const acme = await desk({ at: outside });
    const reply = await replies(acme);
    await dies(acme, reply.id, 20);
    sink.feels("defer");
    await acme.runJob("mail.deliver");
    expect(await reply.now()).toMatchObject({ delivery: "queued" });

    sink.feels("take");
    await acme.runJobs();
    expect(await reply.now()).toMatchObject({ delivery: "sent", deliveryError: null });
  });

  test("again and again by the same mail ends its tries, and a person may begin anew", async () => {
    const acme = await desk({ at: outside });
    const reply = await replies(acme);
    await dies(acme, reply.id, 51);
    await acme.runJobs();
    expect(await reply.now()).toMatchObject({
      delivery: "failed",
      deliveryError: "each try ended unexpectedly",
    });
    expect(sentTo(acme)).toEqual([]);

    await reply.retry();
    expect(await reply.now()).toMatchObject({ delivery: "sent" });
  });
});

describe("a retry", () => {
  test("does not ask again for a receiver that was refused for good", async () => {
    const acme = await desk({ at: outside });
    const [gone, busy] = [someone(), someone()];
    sink.refuses(gone);
    sink.defers(busy);
    const reply = await replies(acme, { cc: [{ address: gone }, { address: busy }] });
    await acme.runJob("mail.deliver");
    await acme.runJob("mail.deliver");
    sink.frees(busy);
    await acme.runJobs();

    expect(sink.asked.filter((address) => address === gone)).toHaveLength(1);
    const sent = await reply.now();
    expect(sent?.delivery).toBe("sent");
    expect(sent?.deliveryError?.split(gone)).toHaveLength(2);
  });

  test("by hand asks everybody again who was refused", async () => {
    const acme = await desk({ at: outside });
    sink.feels("refuse");
    const reply = await replies(acme);
    await acme.runJobs();
    expect(await failures(acme, reply.number)).toMatchObject([{ cause: "delivery_tried" }]);
    sink.feels("take");
    await reply.retry();
    expect(await reply.now()).toMatchObject({ delivery: "sent", deliveryError: null });
  });
});

describe("a reply that cannot leave", () => {
  test("is failed with a reason when its file is gone", async () => {
    const acme = await desk({ at: outside });
    const { id: fileId } = await uploads(acme, acme.ana);
    const reply = await replies(acme, { attachmentIds: [fileId] });
    await loses(acme, fileId);
    await acme.runJobs();
    expect(await reply.now()).toMatchObject({ delivery: "failed" });
    expect((await reply.now())?.deliveryError).toContain("composed");
  });
});

async function loses(at: TestDesk, fileId: string) {
  const rows = await rowsOf<{ hash: Buffer }>(
    "select hash from files where desk_id = $1 and id = $2",
    [at.id, fileId],
  );
  for (const { hash } of rows) await at.house.platform.files.remove(at.id, hash);
}

/** So many tries were begun and never answered. */
async function dies(acme: TestDesk, id: string, times: number) {
  const { db } = outside.platform;
  for (let time = 0; time < times; time++) {
    await claimSending(db, acme.id, id, new Date());
    await attemptOf(db, acme.id, id, { now: new Date(), wasBegun: time > 0 });
  }
}
