/**
 * Who may do what, written by hand: the other side of the access matrix. Nothing here is taken from the rule under
 * test. A new operation has no line here, so the matrix fails until somebody has decided who may use it.
 */
import type { Scope } from "#contract/operation.ts";
import type { Role } from "./roles.ts";

/** `says` is the answer to those who pass: a status, or the refusal that this harmless call ends with. */
export type Line =
  | { at: "open"; says: string }
  | {
      at: "account" | "service" | "settings";
      scope: Scope | null;
      says: string;
      or?: Other;
      /** Roles that pass the door and are refused behind it. */
      but?: Partial<Record<Role, string>>;
    }
  | {
      at: "ticket";
      scope: Scope;
      may: "see" | "edit" | "delete";
      says: string;
      or?: Other;
      /** What those hear who may not see it. */
      hidden?: string;
    };

/** Another scope that opens it, and what it is told about a ticket's file: nothing. */
type Other = { scope: Scope; says: string };

const open = (says: string): Line => ({ at: "open", says });
const account = (scope: Scope | null, says: string): Line => ({ at: "account", scope, says });
const service = (scope: Scope, says: string): Line & { at: "service" } => ({
  at: "service",
  scope,
  says,
});
/** For browsers only: no token has a scope for it. */
const browser = (says: string): Line => ({ at: "service", scope: null, says });
const settings = (scope: Scope, says: string): Line => ({ at: "settings", scope, says });
/** For Super Admins: what anybody wrote is shown or changed. */
const aboveSettings = (scope: Scope, says: string): Line => ({
  at: "settings",
  scope,
  says,
  but: { "account access": "settings_forbidden" },
});
const see = (says: string, hidden?: string): Line & { at: "ticket" } => ({
  at: "ticket",
  scope: "tickets.read",
  may: "see",
  says,
  ...(hidden && { hidden }),
});
const touch = (says: string): Line => ({ at: "ticket", scope: "tickets.write", may: "see", says });
const edit = (says: string): Line => ({ at: "ticket", scope: "tickets.write", may: "edit", says });
const remove = (says: string): Line => ({
  at: "ticket",
  scope: "tickets.write",
  may: "delete",
  says,
});

export const expected: Record<string, Line> = {
  readSetup: open("setup_done"),
  setUp: open("setup_done"),
  signIn: open("sign_in_failed"),
  askPasswordReset: open("204"),
  resetPassword: open("link_invalid"),
  lookAtInvitation: open("link_invalid"),
  acceptInvitation: open("link_invalid"),

  readSession: account("tickets.read", "200"),
  signOut: account(null, "204"),
  updateMe: account(null, "200"),
  changePassword: account(null, "password_wrong"),
  startSecondFactor: account(null, "password_wrong"),
  confirmSecondFactor: account(null, "second_factor_off"),
  stopSecondFactor: account(null, "password_wrong"),
  listSessions: account(null, "200"),
  endSession: account(null, "session_not_found"),
  endOtherSessions: account(null, "204"),
  endSessionsOfUser: settings("settings.write", "204"),
  listTokens: account(null, "200"),
  createToken: account(null, "201"),
  revokeToken: account(null, "token_not_found"),
  listUsers: account("tickets.read", "200"),
  listTeams: account("tickets.read", "200"),

  readUser: settings("settings.read", "200"),
  inviteUser: settings("settings.write", "201"),
  findUsers: settings("settings.read", "200"),
  inviteUsers: settings("settings.write", "200"),
  revokeInvitation: settings("settings.write", "invitation_accepted"),
  countOpenTicketsOf: settings("settings.read", "200"),
  deactivateUser: settings("settings.write", "user_not_found"),
  inviteAgain: settings("settings.write", "invitation_accepted"),
  updateUser: settings("settings.write", "200"),
  createTeam: settings("settings.write", "201"),
  readDesk: settings("settings.read", "200"),
  updateDesk: settings("settings.write", "200"),
  updateTeam: settings("settings.write", "200"),
  deleteTeam: settings("settings.write", "team_not_found"),
  listAudit: settings("settings.read", "200"),

  listContacts: service("contacts.read", "200"),
  readContact: service("contacts.read", "200"),
  createContact: service("contacts.write", "201"),
  updateContact: service("contacts.write", "200"),
  deleteContact: service("contacts.write", "contact_not_found"),
  restoreContact: service("contacts.write", "contact_not_found"),
  listCompanies: service("contacts.read", "200"),
  readCompany: service("contacts.read", "200"),
  createCompany: service("contacts.write", "201"),
  updateCompany: service("contacts.write", "200"),
  deleteCompany: service("contacts.write", "company_not_found"),
  restoreCompany: service("contacts.write", "company_not_found"),

  mergeContacts: service("contacts.write", "contact_not_found"),
  mergeCompanies: service("contacts.write", "company_not_found"),
  undoMerge: service("contacts.write", "merge_not_found"),
  listContactDoubles: service("contacts.read", "200"),
  listCompanyDoubles: service("contacts.read", "200"),
  listDoubles: service("contacts.read", "200"),
  markDistinct: service("contacts.write", "contact_not_found"),
  unmarkDistinct: service("contacts.write", "contact_not_found"),
  listDeals: service("contacts.read", "200"),
  readDeal: service("contacts.read", "deal_not_found"),
  createDeal: service("contacts.write", "201"),
  updateDeal: service("contacts.write", "deal_not_found"),
  deleteDeal: service("contacts.write", "deal_not_found"),
  restoreDeal: service("contacts.write", "deal_not_found"),
  addDealToTicket: edit("deal_not_found"),
  removeDealFromTicket: edit("deal_not_found"),
  readContactTimeline: service("tickets.read", "200"),
  readCompanyTimeline: service("tickets.read", "200"),
  readDealTimeline: service("tickets.read", "deal_not_found"),

  listPipelines: service("tickets.read", "200"),
  createPipeline: settings("settings.write", "201"),
  updatePipeline: settings("settings.write", "200"),
  deletePipeline: settings("settings.write", "pipeline_unknown"),
  createStatus: settings("settings.write", "201"),
  deleteStatus: settings("settings.write", "status_not_in_pipeline"),
  updateStatus: settings("settings.write", "200"),
  listProperties: service("tickets.read", "200"),
  createProperty: settings("settings.write", "201"),
  updateProperty: settings("settings.write", "property_not_found"),
  archiveProperty: settings("settings.write", "property_not_found"),
  restoreProperty: settings("settings.write", "property_not_found"),
  readCreateForm: service("tickets.read", "200"),
  saveCreateForm: settings("settings.write", "200"),

  listChannels: service("tickets.read", "200"),
  createChannel: settings("settings.write", "201"),
  updateChannel: settings("settings.write", "200"),
  listSendingDomains: settings("settings.read", "200"),
  checkSendingDomain: settings("settings.write", "domain_not_found"),
  createDkimKey: settings("settings.write", "domain_not_found"),
  deleteDkimKey: settings("settings.write", "dkim_key_not_found"),
  sendTestMail: settings("settings.write", "channel_not_found"),
  testReceiving: settings("settings.write", "channel_not_found"),
  readTestMail: settings("settings.read", "200"),
  deleteChannel: settings("settings.write", "channel_not_found"),
  makeWebhook: settings("settings.write", "channel_not_found"),
  stopWebhook: settings("settings.write", "channel_not_found"),
  startConsent: settings("settings.write", "provider_off"),
  finishConsent: settings("settings.write", "consent_unknown"),
  receiveWebhook: open("signature_missing"),
  unsubscribe: open("link_invalid"),

  uploadFile: {
    ...service("tickets.write", "201"),
    or: { scope: "contacts.write", says: "201" },
  },
  readFile: {
    ...see("200", "file_not_found"),
    or: { scope: "contacts.read", says: "file_not_found" },
  },
  describeFile: {
    ...see("200", "file_not_found"),
    or: { scope: "contacts.read", says: "file_not_found" },
  },

  listTickets: service("tickets.read", "200"),
  createTicket: { ...service("tickets.write", "201"), but: { none: "edit_forbidden" } },
  readTicket: see("200"),
  updateTicket: edit("200"),
  pullActivities: edit("contact_not_found"),
  deleteTicket: remove("204"),
  restoreTicket: remove("200"),
  markRead: touch("204"),
  followTicket: touch("200"),
  resolveMention: touch("mention_not_found"),
  whoCannotSee: see("200"),
  listMessages: see("200"),
  readMessageFrame: see("200"),
  readMessagePicture: see("picture_not_found"),
  allowPictures: touch("204"),
  readMessageSource: see("message_not_found"),
  readMessageCards: see("200"),
  readAttachedMail: see("file_not_found"),
  readAttachedFrame: see("file_not_found"),
  readAttachedFile: see("file_not_found"),
  replyToTicket: edit("201"),
  writeToContact: { ...service("tickets.write", "201"), but: { none: "edit_forbidden" } },
  writeFromCompany: { ...service("tickets.write", "201"), but: { none: "edit_forbidden" } },
  writeFromDeal: service("tickets.write", "deal_not_found"),
  scheduleReply: edit("time_passed"),
  listScheduled: see("200"),
  unscheduleReply: edit("scheduled_not_found"),
  sendScheduledNow: touch("scheduled_not_found"),
  forwardMessage: edit("message_not_found"),
  undoOnTicket: edit("message_not_found"),
  retryMessage: edit("message_not_found"),
  commentOnTicket: edit("201"),
  editComment: edit("message_not_found"),
  deleteComment: edit("message_not_found"),
  restoreComment: edit("message_not_found"),
  listCommentVersions: see("message_not_found"),
  readTicketAccess: see("200"),
  listSpam: service("tickets.read", "200"),
  readSpam: service("tickets.read", "spam_not_found"),
  markSpam: remove("200"),
  restoreSpam: service("tickets.write", "spam_not_found"),
  listSenderRules: settings("settings.read", "200"),
  createSenderRule: settings("settings.write", "sender_rule_invalid"),
  deleteSenderRule: settings("settings.write", "sender_rule_not_found"),
  joinTicket: edit("hint_not_found"),
  splitTicket: edit("message_not_found"),
  unjoinTicket: edit("join_not_found"),
  shareTicket: edit("share_unknown"),
  unshareTicket: edit("200"),
  readDraft: see("draft_not_found"),
  saveDraft: touch("200"),
  discardDraft: touch("204"),
  listActivity: see("200"),
  listPropertyHistory: see("200"),

  listSnippets: service("tickets.read", "200"),
  createSnippet: service("tickets.write", "201"),
  updateSnippet: service("tickets.write", "snippet_not_found"),
  deleteSnippet: service("tickets.write", "snippet_not_found"),
  listTemplates: service("tickets.read", "200"),
  createTemplate: service("tickets.write", "201"),
  updateTemplate: service("tickets.write", "template_not_found"),
  deleteTemplate: service("tickets.write", "template_not_found"),
  fillSnippet: see("snippet_not_found"),
  fillTemplate: see("template_not_found"),

  listViews: service("tickets.read", "200"),
  search: service("tickets.read", "200"),

  listNotifications: service("tickets.read", "200"),
  readNotifications: service("tickets.write", "200"),
  readNotificationSettings: service("tickets.read", "200"),
  saveNotificationSetting: service("tickets.write", "200"),
  readPush: browser("200"),
  subscribePush: browser("200"),
  unsubscribePush: browser("push_device_not_found"),

  readLedger: settings("mail.read", "200"),
  readLedgerSource: settings("mail.read", "mail_not_found"),
  readLedgerEntry: settings("mail.read", "mail_not_found"),
  importMail: settings("settings.write", "201"),
  previewMailbox: settings("settings.write", "mailbox_unreachable"),
  listAlarms: settings("mail.read", "200"),
  readChannelHealth: settings("settings.read", "channel_not_found"),
  reconcileMailbox: settings("settings.write", "channel_not_found"),
  listMailWorks: settings("mail.read", "200"),
  readMailWork: settings("mail.read", "work_not_found"),
  stopMailWork: settings("settings.write", "work_not_found"),
  rereadMail: aboveSettings("settings.write", "mail_not_found"),
  listRereadings: aboveSettings("mail.read", "work_not_found"),
  applyRereadings: aboveSettings("settings.write", "work_not_found"),
  listOutbox: settings("mail.read", "200"),
  readOutboxMail: settings("mail.read", "mail_not_found"),
  readOutboxFrame: settings("mail.read", "mail_not_found"),
  answerOutbox: settings("settings.write", "mail_not_found"),
  writeAsCustomer: settings("settings.write", "201"),

  openLive: service("tickets.read", "101"),
  listEvents: service("tickets.read", "200"),
};
