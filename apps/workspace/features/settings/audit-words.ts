import { useLingui } from "@lingui/react/macro";
import type { AuditChange, AuditKind } from "#contract/audit.ts";

type Words = {
  kind: (kind: AuditKind) => string;
  /** A field that has no words here keeps the name that the API gives it. */
  field: (field: string, kind: AuditKind) => string;
  value: (field: string, value: NonNullable<AuditChange["before"]>) => string;
};

/** The audit log in the user's language. */
export function useAuditWords(): Words {
  const kinds = useKinds();
  const fields = { ...useUserFields(), ...useChannelFields(), ...usePipelineFields() };
  const fieldsOfRules = useRuleFields();
  const values = useValues();
  // A team may be called "all": only where the API has words of its own are they said in the user's.
  const said = (field: string, value: string | number | boolean) =>
    (typeof value === "boolean" || isOneOf.test(field) ? values[`${value}`] : undefined) ??
    `${value}`;
  return {
    kind: (kind) => kinds[kind],
    field: (field, kind) => fieldsOfRules[`${kind} ${field}`] ?? fields[field] ?? field,
    value: (field, value) => (Array.isArray(value) ? value.join(", ") : said(field, value)) || "–",
  };
}

const isOneOf = /^(rights\..*|state|fromName|action|kind|value|fate|closeDate|commentsOnCalls)$/;

function useKinds(): Record<AuditKind, string> {
  const { t } = useLingui();
  return {
    "user.invited": t`User invited`,
    "user.invitedAgain": t`Invitation sent again`,
    "user.invitationRevoked": t`Invitation taken back`,
    "user.joined": t`Invitation accepted`,
    "user.changed": t`User changed`,
    "user.signedOut": t`User signed out everywhere`,
    "team.created": t`Team made`,
    "team.changed": t`Team changed`,
    "team.deleted": t`Team deleted`,
    "desk.changed": t`Settings of the desk changed`,
    "channel.connected": t`Channel connected`,
    "channel.changed": t`Channel changed`,
    "channel.disconnected": t`Channel disconnected`,
    "channel.tested": t`Channel tested`,
    "channel.webhookMade": t`Webhook secret made`,
    "channel.webhookStopped": t`Webhook turned off`,
    "domain.checked": t`DNS of a domain checked`,
    "dkimKey.created": t`DKIM key made`,
    "dkimKey.activated": t`DKIM key signs`,
    "dkimKey.deleted": t`DKIM key deleted`,
    "pipeline.created": t`Pipeline made`,
    "pipeline.changed": t`Pipeline changed`,
    "pipeline.deleted": t`Pipeline deleted`,
    "status.created": t`Status made`,
    "status.changed": t`Status changed`,
    "status.deleted": t`Status deleted`,
    "property.created": t`Property made`,
    "property.changed": t`Property changed`,
    "form.changed": t`Form for new tickets changed`,
    "mail.imported": t`Old mail imported`,
    "mail.reread": t`Mails read again for a report`,
    "mail.rereadApplied": t`Mails read again, and changed`,
    "mail.reconciled": t`Mailbox compared with the ledger`,
    "mail.workStopped": t`Work on mail stopped`,
    "senderRule.created": t`Rule about a sender made`,
    "senderRule.deleted": t`Rule about a sender lifted`,
    "spam.cleared": t`Old spam deleted for good`,
    "token.created": t`API token made`,
    "token.revoked": t`API token revoked`,
    "password.changed": t`Password changed`,
    "password.resetAsked": t`Password reset asked for`,
    "password.reset": t`Password reset`,
    "secondFactor.on": t`Two-factor sign-in turned on`,
    "secondFactor.off": t`Two-factor sign-in turned off`,
    "signIn.limited": t`Sign-in stopped after too many attempts`,
  };
}

function useUserFields(): Record<string, string> {
  const { t } = useLingui();
  return {
    name: t`Name`,
    email: t`E-mail`,
    state: t`State`,
    teams: t`Teams`,
    movedTickets: t`Open tickets handed on`,
    newOwner: t`New owner`,
    members: t`Members`,
    "rights.superAdmin": t`Super Admin`,
    "rights.accountAccess": t`Account Access`,
    "rights.serviceAccess": t`Service access`,
    "rights.salesAccess": t`Sales access`,
    "rights.serviceSeat": t`Service seat`,
    "rights.tickets.view.reach": t`Sees tickets`,
    "rights.tickets.view.unassigned": t`Sees unassigned tickets`,
    "rights.tickets.edit.reach": t`Edits tickets`,
    "rights.tickets.edit.unassigned": t`Edits unassigned tickets`,
    "rights.tickets.delete.reach": t`Deletes tickets`,
    "rights.tickets.delete.unassigned": t`Deletes unassigned tickets`,
    scopes: t`Scopes`,
    expiresAt: t`Expires`,
    limit: t`Limit`,
  };
}

function useChannelFields(): Record<string, string> {
  const { t } = useLingui();
  return {
    address: t`Address`,
    fromName: t`From name`,
    signatureHtml: t`Signature`,
    replyDefaultFor: t`Default reply address for`,
    plusAddressing: t`Plus addressing`,
    reopenDays: t`Days to reopen`,
    trustedServers: t`Mail servers that are trusted`,
    "imap.host": t`Mailbox server`,
    "imap.port": t`Mailbox port`,
    "imap.tls": t`Mailbox encryption`,
    "imap.user": t`Mailbox user`,
    "imap.mailbox": t`Mailbox folder`,
    password: t`Mailbox password`,
    "smtp.host": t`Server of outgoing mail`,
    "smtp.port": t`Port of outgoing mail`,
    "smtp.tls": t`Encryption of outgoing mail`,
    "smtp.user": t`User of outgoing mail`,
    "acknowledgement.subject": t`Subject of the automatic answer`,
    "acknowledgement.text": t`Text of the automatic answer`,
    action: t`What is done`,
    value: t`Sender`,
    fate: t`Where the mail goes`,
    commentsOnCalls: t`Comments on call tickets`,
    spamDays: t`Days that spam is kept`,
    byAgent: t`Blocked from a ticket`,
    testedTo: t`Test sent to`,
  };
}

function usePipelineFields(): Record<string, string> {
  const { t } = useLingui();
  return {
    position: t`Place`,
    label: t`Label`,
    description: t`Description`,
    group: t`Group`,
    options: t`Options`,
    condition: t`Shown when`,
    archived: t`Archived`,
    isDefault: t`Default pipeline`,
    "rules.limitCreation": t`Limits where tickets begin`,
    "rules.noSkipping": t`No status may be skipped`,
    "rules.noMovingBack": t`No moving back`,
    closeDate: t`Close date`,
    limitedTo: t`Limited to`,
    color: t`Colour`,
    kind: t`Open or closed`,
    forNew: t`Tickets may begin here`,
    statusOnReply: t`Status after a reply`,
    statusOnCustomerReply: t`Status after a customer’s reply`,
    requiredProperties: t`Required properties`,
    fields: t`Fields`,
    required: t`Required`,
    file: t`File`,
    mails: t`Mails kept`,
    notMail: t`Parts that were no mail`,
    closed: t`As closed tickets`,
  };
}

/** What a rule about a sender calls by a word that means something else elsewhere. */
function useRuleFields(): Record<string, string> {
  const { t } = useLingui();
  return { "senderRule.created kind": t`Whom`, "senderRule.deleted kind": t`Whom` };
}

function useValues(): Record<string, string> {
  const { t } = useLingui();
  return {
    true: t`Yes`,
    false: t`No`,
    all: t`All tickets`,
    team: t`Team only`,
    own: t`Owned only`,
    none: t`None`,
    invited: t`Invited`,
    active: t`Active`,
    deactivated: t`Deactivated`,
    agent_and_desk: t`Agent and desk`,
    desk: t`Desk only`,
    open: t`Open`,
    closed: t({ message: "Closed", context: "a status" }),
    cleared_on_reopen: t`Cleared when it opens again`,
    kept_on_reopen: t`Kept until it is closed again`,
    first_close: t`The first one, for ever`,
    after_email: t`After an e-mail`,
    always: t`Always`,
    ...useRuleValues(),
  };
}

function useRuleValues(): Record<string, string> {
  const { t } = useLingui();
  return {
    block: t`Block`,
    allow: t`Allow`,
    address: t`Address`,
    domain: t`Domain and all below it`,
    pattern: t`Pattern with * and ?`,
    type: t`Type of mail`,
    automatic: t`Automatic mail`,
    marketing: t`Newsletters and marketing`,
    role: t`Role addresses such as info@ or sales@`,
    spam: t`Spam`,
    rejected_by_rule: t`Rejected by the rule`,
  };
}
