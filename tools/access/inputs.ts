/** Input for each operation: harmless where it passes, and always of the right form. */
import { standardForm } from "#contract/forms.ts";
import { randomUUID } from "node:crypto";
import { agentRights } from "#modules/people";
import type { Place, Scene } from "./scene.ts";

export type Input = Record<string, unknown>;

/** What the scene's one contact, company, channel, pipeline are: read once, as its owner. */
export type Known = { contact: string; company: string; pipeline: string; status: string };
type Inputs = Record<string, Input>;

export function inputOf(name: string, scene: Scene, place: Place, known: Known): Input {
  const all = {
    ...aboutPeople(scene),
    ...aboutSettings(scene, known),
    ...aboutMail(scene),
    ...aboutRecords(known),
    ...aboutTickets(place, known),
    ...aboutSendingLater(place),
    ...aboutColleagues(place),
  };
  return all[name] ?? {};
}

const nobody = "018f0000-0000-7000-8000-000000000000";
const password = "four quiet teapots";
const wrong = { password: "not this one" };

function aboutPeople({ acme }: Scene): Inputs {
  const unique = randomUUID();
  return {
    setUp: { deskName: "X", name: "X", email: "x@x.test", password },
    signIn: { email: `${unique}@x.test`, ...wrong },
    askPasswordReset: { email: `${unique}@x.test` },
    resetPassword: { token: "x", password },
    lookAtInvitation: { token: "x" },
    acceptInvitation: { token: "x", name: "X", password },
    updateMe: { preferences: { theme: "dark" } },
    changePassword: { current: "not this one", password },
    startSecondFactor: wrong,
    confirmSecondFactor: { code: "000000" },
    stopSecondFactor: wrong,
    createToken: { name: "X", scopes: ["tickets.read"] },
    revokeToken: { id: nobody },
    endSession: { id: nobody },
    endSessionsOfUser: { id: acme.bo.id },
    readUser: { id: acme.bo.id },
    inviteUser: { email: `${unique}@x.test`, name: "X", rights: agentRights },
    inviteAgain: { id: acme.bo.id },
    inviteUsers: { people: [`${unique}-2@x.test`] },
    revokeInvitation: { id: acme.bo.id },
    countOpenTicketsOf: { id: acme.bo.id },
    deactivateUser: { id: nobody },
    updateUser: { id: acme.bo.id, name: "Bo" },
    createTeam: { name: unique },
    updateDesk: { commentsOnCalls: "always" },
    updateTeam: { id: acme.billing.id, name: "Billing" },
    deleteTeam: { id: nobody },
  };
}

const aboutSending: Inputs = {
  checkSendingDomain: { domain: "nowhere.example" },
  createDkimKey: { domain: "nowhere.example" },
  deleteDkimKey: { id: nobody },
  sendTestMail: { id: nobody, to: "x@x.test" },
  testReceiving: { id: nobody },
  readTestMail: { testId: nobody },
};

function aboutSettings({ acme }: Scene, known: Known): Inputs {
  const unique = randomUUID();
  return {
    saveCreateForm: standardForm,
    ...aboutPipelines(known),
    createProperty: { kind: "ticket", type: "text", label: unique },
    updateProperty: { id: nobody, label: "X" },
    archiveProperty: { id: nobody },
    restoreProperty: { id: nobody },
    createChannel: { address: `${unique}@x.test` },
    updateChannel: { id: acme.channel.id, name: "Support" },
    deleteChannel: { id: nobody },
    makeWebhook: { id: nobody },
    stopWebhook: { id: nobody },
    startConsent: { provider: "google", address: "x@x.test" },
    finishConsent: { state: "x", code: "x" },
    receiveWebhook: { channelId: nobody },
    unsubscribe: { mark: "x" },
    ...aboutSending,
    createSnippet: { name: "X", shortcut: unique, html: "<p>X</p>" },
    updateSnippet: { id: nobody, name: "X" },
    deleteSnippet: { id: nobody },
    createTemplate: { name: unique, subject: "X", html: "<p>X</p>" },
    updateTemplate: { id: nobody, name: "X" },
    deleteTemplate: { id: nobody },
  };
}

function aboutMail({ acme, mailbox }: Scene): Inputs {
  return {
    readLedgerSource: { id: nobody },
    previewMailbox: { imap: mailbox },
    readChannelHealth: { id: nobody },
    reconcileMailbox: { id: nobody },
    readLedgerEntry: { id: nobody },
    readMailWork: { id: nobody },
    stopMailWork: { id: nobody },
    rereadMail: { mailId: nobody },
    listRereadings: { id: nobody },
    applyRereadings: { id: nobody },
    importMail: { channelId: acme.channel.id },
    readOutboxMail: { id: nobody },
    readOutboxFrame: { id: nobody },
    answerOutbox: { id: nobody, text: "X" },
    writeAsCustomer: {
      channelId: acme.channel.id,
      name: "X",
      email: "x@x.example",
      subject: "X",
      text: "X",
    },
  };
}

function aboutPipelines(known: Known): Inputs {
  const unique = randomUUID();
  return {
    createPipeline: { name: unique },
    updatePipeline: { pipelineId: known.pipeline },
    deletePipeline: { pipelineId: nobody, toStatusId: nobody },
    createStatus: {
      pipelineId: known.pipeline,
      ...{ name: unique, color: "#016de1", kind: "open" },
    },
    deleteStatus: { pipelineId: known.pipeline, statusId: nobody, toStatusId: nobody },
    updateStatus: { pipelineId: known.pipeline, statusId: known.status, requiredProperties: [] },
  };
}

function aboutRecords(known: Known): Inputs {
  return {
    readContact: { id: known.contact },
    createContact: { name: "X" },
    updateContact: { id: known.contact, jobTitle: "X" },
    deleteContact: { id: nobody },
    restoreContact: { id: nobody },
    readCompany: { id: known.company },
    createCompany: { name: "X" },
    updateCompany: { id: known.company, name: "X" },
    deleteCompany: { id: nobody },
    restoreCompany: { id: nobody },
    mergeContacts: { id: known.contact, mergedId: nobody },
    mergeCompanies: { id: known.company, mergedId: nobody },
    undoMerge: { id: nobody },
    listContactDoubles: { id: known.contact },
    listCompanyDoubles: { id: known.company },
    markDistinct: { kind: "contact", id: known.contact, otherId: nobody },
    unmarkDistinct: { kind: "contact", id: known.contact, otherId: nobody },
    readDeal: { id: nobody },
    createDeal: { name: "X" },
    updateDeal: { id: nobody, name: "X" },
    deleteDeal: { id: nobody },
    restoreDeal: { id: nobody },
    readContactTimeline: { id: known.contact },
    readCompanyTimeline: { id: known.company },
    readDealTimeline: { id: nobody },
  };
}

function aboutTickets({ number, messageId, fileId }: Place, known: Known): Inputs {
  const unique = randomUUID();
  return {
    readFile: { id: fileId },
    describeFile: { id: fileId },
    createTicket: { name: "X", pipelineId: known.pipeline, statusId: known.status },
    addDealToTicket: { number, id: nobody },
    removeDealFromTicket: { number, id: nobody },
    readTicket: { number },
    updateTicket: { number, priority: "low" },
    pullActivities: { number, kind: "contact", id: nobody, range: "all" },
    deleteTicket: { number },
    restoreTicket: { number },
    markRead: { number },
    readNotifications: { ticketNumber: number },
    saveNotificationSetting: { topic: "assigned", app: true, mail: true },
    listMessages: { number },
    readMessageFrame: { number, messageId },
    readMessagePicture: { number, messageId, index: 0 },
    allowPictures: { number, messageId },
    readMessageSource: { number, messageId },
    readMessageCards: { number, messageId },
    readAttachedMail: { number, messageId, fileId },
    readAttachedFrame: { number, messageId, fileId },
    readAttachedFile: { number, messageId, fileId, part: "0" },
    replyToTicket: { number, id: unique, html: "<p>X</p>", seenMessageId: messageId },
    ...aboutMailsFromRecords(known),
    undoOnTicket: { number, messageId },
    retryMessage: { number, messageId },
    readDraft: { number },
    saveDraft: { number, kind: "comment", html: "<p>X</p>" },
    discardDraft: { number, kind: "comment" },
    listActivity: { number },
    listPropertyHistory: { number },
    fillSnippet: { number, id: nobody },
    fillTemplate: { number, id: nobody },
    search: { q: "quincunx" },
  };
}

function aboutMailsFromRecords({ contact: contactId, company: companyId }: Known): Inputs {
  const letter = () => ({ contactId, id: randomUUID(), subject: "X", text: "X" });
  return {
    writeToContact: letter(),
    writeFromCompany: { ...letter(), companyId },
    writeFromDeal: { ...letter(), dealId: nobody },
  };
}

function aboutSendingLater({ number, messageId }: Place): Inputs {
  const unique = randomUUID();
  return {
    scheduleReply: {
      number,
      id: unique,
      html: "<p>X</p>",
      seenMessageId: messageId,
      sendAt: "2020-01-01T00:00:00Z",
    },
    listScheduled: { number },
    forwardMessage: { number, messageId: unique, id: unique, to: [{ address: "x@x.example" }] },
    unscheduleReply: { number, id: unique },
    sendScheduledNow: { number, id: unique },
  };
}

function aboutColleagues({ number, messageId }: Place): Inputs {
  return {
    followTicket: { number },
    resolveMention: { number, messageId },
    whoCannotSee: { number, ids: [] },
    commentOnTicket: { number, html: "<p>X</p>" },
    editComment: { number, messageId, html: "<p>X</p>" },
    deleteComment: { number, messageId },
    restoreComment: { number, messageId },
    listCommentVersions: { number, messageId },
    subscribePush: {
      endpoint: "https://push.example.net/x",
      p256dh:
        "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
      auth: "tBHItJI5svbpez7KI4CCXg",
    },
    unsubscribePush: { id: nobody },
    readTicketAccess: { number },
    readSpam: { id: nobody },
    markSpam: { numbers: [number] },
    restoreSpam: { ids: [nobody] },
    createSenderRule: { action: "block", kind: "domain", value: "x" },
    deleteSenderRule: { id: nobody },
    joinTicket: { number, into: number },
    splitTicket: { number, messageId: nobody },
    unjoinTicket: { number },
    shareTicket: { number, id: nobody },
    unshareTicket: { number, id: nobody },
  };
}
