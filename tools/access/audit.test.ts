/** Every operation that changes a setting or right is in the audit log: a new one has no example here, and fails. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listAudit } from "#contract/audit.ts";
import { operations } from "#contract/index.ts";
import { createTeam } from "#contract/teams.ts";
import { inviteUser } from "#contract/users.ts";
import { createChannel } from "#contract/channels.ts";
import { makeWebhook } from "#contract/webhooks.ts";
import { rereadMail } from "#contract/mail-works.ts";
import { rowsOf } from "#testkit";
import { type ImapPeer, imapPeer } from "#testkit/imap-peer.ts";
import { createDkimKey } from "#contract/domains.ts";
import { createPipeline, createStatus } from "#contract/pipelines.ts";
import { archiveProperty, createProperty } from "#contract/properties.ts";
import { createSenderRule } from "#contract/spam.ts";
import type { Input, Known } from "./inputs.ts";
import { askWith, knownOf } from "./probe.ts";
import { type Scene, setScene } from "./scene.ts";

let scene: Scene;
let known: Known;
let server: ImapPeer;
beforeAll(async () => {
  server = await imapPeer();
  scene = await setScene();
  known = await knownOf(scene);
});
afterAll(() => server.close());

/**
 * They play a customer in the outbox preview: mail, not a setting. A consent needs a provider: what it leaves is shown in
 * apps/server/modules/channels/consent.test.ts.
 */
const noSettings = ["answerOutbox", "writeAsCustomer", "startConsent", "finishConsent"];

/** For each operation a call that really changes something, and the kind of entry that it must leave. */
const changes: Record<string, [kind: string, input: () => Input | Promise<Input>]> = {
  inviteUser: ["user.invited", () => invited()],
  inviteAgain: ["user.invitedAgain", async () => ({ id: await aGuest() })],
  endSessionsOfUser: ["user.signedOut", () => ({ id: scene.acme.bo.id })],
  inviteUsers: ["user.invited", () => ({ people: [`${unique()}@x.test`] })],
  revokeInvitation: ["user.invitationRevoked", async () => ({ id: await aGuest() })],
  deactivateUser: ["user.changed", async () => ({ id: (await scene.acme.user("Leaver")).id })],
  updateUser: ["user.changed", () => ({ id: scene.acme.bo.id, name: unique() })],
  createTeam: ["team.created", () => ({ name: unique() })],
  updateDesk: ["desk.changed", () => ({ name: unique() })],
  updateTeam: ["team.changed", () => ({ id: scene.acme.billing.id, name: unique() })],
  deleteTeam: ["team.deleted", async () => ({ id: await aTeam() })],
  createChannel: ["channel.connected", () => ({ address: `${unique()}@x.test` })],
  updateChannel: ["channel.changed", () => ({ id: scene.acme.channel.id, name: unique() })],
  sendTestMail: ["channel.tested", () => ({ id: scene.acme.channel.id, to: "x@x.test" })],
  testReceiving: ["channel.tested", () => ({ id: scene.acme.channel.id })],
  makeWebhook: ["channel.webhookMade", () => ({ id: scene.acme.channel.id })],
  stopWebhook: ["channel.webhookStopped", () => aWebhook()],
  checkSendingDomain: ["domain.checked", () => ({ domain: scene.acme.host })],
  createDkimKey: ["dkimKey.created", () => ({ domain: scene.acme.host })],
  deleteDkimKey: ["dkimKey.deleted", async () => ({ id: await aDkimKey() })],
  deleteChannel: ["channel.disconnected", async () => ({ id: await aChannel() })],
  createPipeline: ["pipeline.created", () => ({ name: unique() })],
  deletePipeline: [
    "pipeline.deleted",
    async () => ({ pipelineId: await aPipeline(), toStatusId: known.status }),
  ],
  createStatus: ["status.created", () => ({ pipelineId: known.pipeline, ...aColour() })],
  deleteStatus: [
    "status.deleted",
    async () => ({
      pipelineId: known.pipeline,
      statusId: await aStatus(),
      toStatusId: known.status,
    }),
  ],
  updatePipeline: [
    "pipeline.changed",
    () => ({ pipelineId: known.pipeline, statusOnReplyId: known.status }),
  ],
  updateStatus: [
    "status.changed",
    () => ({
      pipelineId: known.pipeline,
      statusId: known.status,
      requiredProperties: ["category"],
    }),
  ],
  createProperty: ["property.created", () => aProperty()],
  updateProperty: ["property.changed", async () => ({ id: await made(), label: unique() })],
  archiveProperty: ["property.changed", async () => ({ id: await made() })],
  restoreProperty: ["property.changed", async () => ({ id: await archived() })],
  saveCreateForm: [
    "form.changed",
    () => ({ fields: ["name", "pipeline", "status"].map((name) => ({ name, required: true })) }),
  ],
  createSenderRule: ["senderRule.created", () => aRule()],
  deleteSenderRule: ["senderRule.deleted", async () => ({ id: await aRuleId() })],
  importMail: ["mail.imported", () => ({ channelId: scene.acme.channel.id })],
  rereadMail: ["mail.reread", () => ({})],
  applyRereadings: ["mail.rereadApplied", async () => ({ id: await aReport() })],
  previewMailbox: ["channel.tested", () => ({ imap: theirMailbox() })],
  reconcileMailbox: ["mail.reconciled", async () => ({ id: await aMailbox() })],
  stopMailWork: [
    "mail.workStopped",
    async () => ({ id: (await owner().calls(rereadMail, {})).id }),
  ],
};

const settings = operations.filter(
  ({ operation: { needs, method }, name }) =>
    (needs === "settings" || needs === "super_admin") &&
    method !== "GET" &&
    !noSettings.includes(name),
);

describe("the audit log", () => {
  test.each(settings.map(({ name }) => name))("has an entry after %s", async (name) => {
    const [kind, input] = changes[name] ?? [];
    if (!kind || !input) throw new Error(`${name} has no example of a change in this file`);
    const given = await input();
    const before = await entries();

    const answer = await askWith(scene, name, scene.who("super admin"), given);

    expect(answer).toMatch(/^2/);
    const left = (await entries()).slice(0, -before.length || undefined);
    expect(left.map((entry) => entry.kind)).toEqual([kind]);
  });
});

async function entries() {
  return (await scene.acme.as(scene.acme.owner).calls(listAudit, { limit: 200 })).items;
}

const unique = () => randomUUID();
const invited = () => ({ name: "X", email: `${unique()}@x.test` });
const owner = () => scene.acme.as(scene.acme.owner);
const aGuest = async () => (await owner().calls(inviteUser, invited())).id;
const aPipeline = async () => (await owner().calls(createPipeline, { name: unique() })).id;
const aColour = () => ({ name: unique(), color: "#123456", kind: "open" as const });
const aStatus = async () =>
  (await owner().calls(createStatus, { pipelineId: known.pipeline, ...aColour() })).id;
const aProperty = () => ({ kind: "ticket" as const, type: "text" as const, label: unique() });
const made = async () => (await owner().calls(createProperty, aProperty())).id ?? "";
const archived = async () => (await owner().calls(archiveProperty, { id: await made() })).id;
const aRule = () => ({ action: "block", kind: "address", value: `${unique()}@x.test` }) as const;
const aRuleId = async () => (await owner().calls(createSenderRule, aRule())).id;
const aTeam = async () => (await owner().calls(createTeam, { name: unique() })).id;
async function aWebhook() {
  const { id } = scene.acme.channel;
  await owner().calls(makeWebhook, { id });
  return { id };
}
const theirMailbox = () => {
  const { port, user, password } = server;
  return { host: "127.0.0.1", port, tls: "none", user, password };
};
const aMailbox = async () => {
  const id = await aChannel();
  const imap = JSON.stringify({
    host: "x.test",
    port: 993,
    tls: "implicit",
    user: "x",
    mailbox: "INBOX",
  });
  await rowsOf("update channels set imap = $2 where id = $1", [id, imap]);
  return id;
};
const aReport = async () => {
  const { id } = await owner().calls(rereadMail, {});
  await rowsOf("update mail_works set state = 'ready' where id = $1", [id]);
  return id;
};
const aDkimKey = async () => {
  const domain = `${unique()}.test`;
  await owner().calls(createChannel, { address: `support@${domain}` });
  const { keys } = await owner().calls(createDkimKey, { domain });
  return keys[0]?.id ?? "";
};

const aChannel = async () =>
  (await owner().calls(createChannel, { address: `${unique()}@x.test` })).id;
