import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createChannel } from "#contract/channels.ts";
import { createClient } from "#contract/client.ts";
import { createContact } from "#contract/contacts.ts";
import { deleteStatus, listPipelines } from "#contract/pipelines.ts";
import { listNotifications } from "#contract/notifications.ts";
import { createTicket, readTicket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { listMessages } from "#contract/messages.ts";
import { readDraft, saveDraft } from "#contract/drafts.ts";
import { replyToTicket } from "#contract/replies.ts";
import { acceptInvitation } from "#contract/sign-in.ts";
import { inviteUsers } from "#contract/users.ts";
import { type Caught, mailbox, type Sink } from "#testkit/mailbox.ts";
import { type Api, patientApi } from "./agents.ts";
import { type Victim, victim } from "./program.ts";

let sink: Sink;
let program: Victim;
let token: string;
let api: Api;

beforeAll(async () => {
  sink = await mailbox();
  program = await victim(sink.url);
  const [email, password] = ["owner@faults.example", randomUUID()];
  await program.cli("setup", "--email", email, "--password", password, "--name", "Olga");
  token = await program.cli("token", "--email", email);
  await program.start();
  api = patientApi(program.url, token);
  await api(createChannel, { address: "support@faults.example" });
}, 120_000);

afterAll(async () => {
  await program?.end();
  await sink?.close();
});

const statusIdOf = async (name: string) => {
  const { items } = await api(listPipelines, {});
  return items[0]?.statuses.find((status) => status.name === name)?.id ?? "";
};

async function ticketIn(statusId: string, name: string) {
  const email = `${randomUUID()}@fiatlux.example`;
  const { id } = await api(createContact, { name: "Mara", emails: [email] });
  const { number } = await api(createTicket, { name, statusId, contactIds: [id] });
  return { number, email };
}

async function standing(number: number) {
  const { statusId } = await api(readTicket, { number });
  const { items } = await api(listMessages, { number });
  return { statusId, sent: items.filter(({ direction }) => direction === "outgoing").length };
}

test("S62: a kill while it is sent leaves the mail with its status, or neither; asked again it is sent once", async () => {
  const [open, closed] = [await statusIdOf("New"), await statusIdOf("Closed")];
  const once = createClient({ baseUrl: program.url, token });
  for (let kill = 0; kill < 5; kill++) {
    const { number, email } = await ticketIn(open, `Kill ${kill}`);
    const reply = {
      ...{ number, id: randomUUID(), text: "Done.", statusId: closed, seenMessageId: null },
    };
    const killed = program.killServerAt("commit");
    await once(replyToTicket, reply).catch(() => null);
    await killed;

    const after = await standing(number);
    expect(after, `kill ${kill}`).toEqual({
      statusId: after.sent === 1 ? closed : open,
      sent: after.sent,
    });
    await api(replyToTicket, reply);
    expect(await standing(number)).toEqual({ statusId: closed, sent: 1 });
    await arrived(email);
  }
}, 240_000);

test("S50: a kill while a draft is saved leaves what was kept before, or all of the new; asked again it is kept", async () => {
  const { number } = await ticketIn(await statusIdOf("New"), "Drafted");
  const once = createClient({ baseUrl: program.url, token });
  const words = (save: number) => `<p>${"word ".repeat(2000)}${save}</p>`;
  for (let save = 0; save < 3; save++) {
    const killed = program.killServerAt("commit");
    await once(saveDraft, { number, html: words(save) }).catch(() => null);
    await killed;

    // None before the first one is kept.
    const kept = await api(readDraft, { number }).catch(() => null);
    expect([save === 0 ? undefined : words(save - 1), words(save)]).toContain(kept?.html);
    await api(saveDraft, { number, html: words(save), version: kept?.version ?? 0 });
    expect((await api(readDraft, { number })).html).toBe(words(save));
  }
}, 240_000);

test("S70: a kill while a comment is written leaves it with what is told of it, or neither; asked again each is there once", async () => {
  const { id: boId, bo } = await colleague("bo@faults.example");
  const once = createClient({ baseUrl: program.url, token });
  for (let kill = 0; kill < 3; kill++) {
    const { number } = await ticketIn(await statusIdOf("New"), `Told ${kill}`);
    const html = `<p><span data-mention="${boId}">@Bo</span> look</p>`;
    const comment = { number, id: randomUUID(), html };
    const killed = program.killServerAt("commit");
    await once(commentOnTicket, comment).catch(() => null);
    await killed;

    const told = async () => {
      const all = (await bo(listNotifications, {})).items;
      return all.filter(({ ticketNumber }) => ticketNumber === number).map(({ count }) => count);
    };
    const written = async () => (await api(listMessages, { number })).items.length;
    expect(await told()).toEqual((await written()) === 1 ? [1] : []);
    await api(commentOnTicket, comment);
    expect([await written(), await told()]).toEqual([1, [1]]);
  }
}, 240_000);

test("H37: a kill while a status is emptied leaves each ticket in one of the two; asked again it goes", async () => {
  const [from, to] = [await statusIdOf("Waiting on us"), await statusIdOf("New")];
  const numbers: number[] = [];
  for (let made = 0; made < 130; made++)
    numbers.push((await api(createTicket, { name: `Ticket ${made}`, statusId: from })).number);
  const { items } = await api(listPipelines, {});
  const ask = { pipelineId: items[0]?.id ?? "", statusId: from, toStatusId: to };
  const once = createClient({ baseUrl: program.url, token });

  const killed = program.killServerAt("commit");
  await once(deleteStatus, ask).catch(() => null);
  await killed;
  const left = await statusIdOf("Waiting on us");
  for (const number of numbers) expect([left, to]).toContain((await standing(number)).statusId);
  if (left) await api(deleteStatus, ask);

  for (const number of numbers) expect((await standing(number)).statusId).toBe(to);
  expect(await statusIdOf("Waiting on us")).toBe("");
}, 240_000);

/** Invited by mail, and come. */
async function colleague(email: string) {
  const { items } = await api(inviteUsers, { people: [email] });
  const words = { name: "Bo", password: randomUUID() };
  const invitation = tokenIn((await mailTo(email)).mail.text ?? "");
  await createClient({ baseUrl: program.url })(acceptInvitation, { token: invitation, ...words });
  const key = await program.cli("token", "--email", email);
  return { id: items[0]?.user?.id ?? "", bo: patientApi(program.url, key) };
}

function tokenIn(text: string): string {
  return /invitation\?token=([^"\s<&]+)/.exec(text)?.[1] ?? "";
}

async function mailTo(email: string): Promise<Caught> {
  for (let tries = 0; tries < 600; tries++) {
    const found = sink.caught.find(({ to }) => to.includes(email));
    if (found) return found;
    await wait(100);
  }
  throw new Error(`no mail reached ${email}`);
}

/** The mail has left, and only once. */
async function arrived(email: string) {
  const caught = () => sink.caught.filter(({ to }) => to.includes(email)).length;
  for (let tries = 0; caught() === 0 && tries < 600; tries++) await wait(100);
  expect(caught()).toBe(1);
}
