import { randomUUID } from "node:crypto";
import { inviteUser } from "#contract/users.ts";
import { desk, openHouse, rowsOf, type TestDesk, type TestHouse } from "#testkit";
import { mailbox, type Sink } from "#testkit/mailbox.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

let sink: Sink;
let outside: TestHouse;

beforeAll(async () => {
  sink = await mailbox();
  // All its tries come in one minute here.
  outside = await openHouse({ SMTP_OUT_URL: sink.url, MAIL_PER_RECEIVER: 1000 });
});

beforeEach(() => sink.feels("defer"));

afterAll(async () => {
  await outside.close();
  await sink.close();
});

async function invites(at: TestDesk) {
  const email = `${randomUUID()}@people.example`;
  await at.as(at.owner).calls(inviteUser, { name: "Nora", email });
  return email;
}

const notices = (at: TestDesk) =>
  rowsOf("select state, error, html is null as wiped from notices where desk_id = $1", [at.id]);

describe("an invitation", () => {
  test("that is put off goes later, and its words are wiped when it has left", async () => {
    const acme = await desk({ at: outside });
    const email = await invites(acme);
    await acme.runJob("mail.sendNotice");
    expect(await notices(acme)).toMatchObject([{ state: "queued", wiped: false }]);

    sink.feels("take");
    await acme.runJobs();
    expect(await notices(acme)).toEqual([{ state: "sent", error: null, wiped: true }]);
    expect(sink.caught.filter(({ to }) => to.includes(email))).toHaveLength(1);
  });

  test("is given up after about a day", async () => {
    const acme = await desk({ at: outside });
    await invites(acme);
    await acme.runJobs();
    expect(await notices(acme)).toMatchObject([{ state: "failed", wiped: true }]);
  });

  test("says nothing of a try whose next one could not be written", async () => {
    const acme = await desk({ at: outside });
    await invites(acme);
    await acme.breaks("jobs");
    await expect(acme.runJob("mail.sendNotice")).rejects.toThrow("broken");
    expect(await notices(acme)).toEqual([{ state: "queued", error: null, wiped: false }]);
  });
});
