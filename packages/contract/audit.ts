import * as z from "zod";
import { Id, Moment } from "./common.ts";
import { operation, page, paging } from "./operation.ts";

/** What is written down: changes of settings and rights, and what touches the safety of an account. */
export const auditKinds = [
  "user.invited",
  "user.invitedAgain",
  "user.invitationRevoked",
  "user.joined",
  "user.changed",
  "user.signedOut",
  "team.created",
  "team.changed",
  "team.deleted",
  "desk.changed",
  "channel.connected",
  "channel.changed",
  "channel.disconnected",
  "channel.tested",
  "channel.webhookMade",
  "channel.webhookStopped",
  "domain.checked",
  "dkimKey.created",
  "dkimKey.activated",
  "dkimKey.deleted",
  "pipeline.created",
  "pipeline.changed",
  "pipeline.deleted",
  "status.created",
  "status.changed",
  "status.deleted",
  "property.created",
  "property.changed",
  "form.changed",
  "mail.imported",
  "mail.reread",
  "mail.rereadApplied",
  "mail.reconciled",
  "mail.workStopped",
  "senderRule.created",
  "senderRule.deleted",
  "spam.cleared",
  "token.created",
  "token.revoked",
  "password.changed",
  "password.resetAsked",
  "password.reset",
  "secondFactor.on",
  "secondFactor.off",
  "signIn.limited",
] as const;
export const AuditKind = z.enum(auditKinds);
export type AuditKind = z.infer<typeof AuditKind>;

const Value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/** One setting with its value before and after; null = there was none. Secrets and texts of messages are never here. */
export const AuditChange = z.object({ field: z.string(), before: Value, after: Value });
export type AuditChange = z.infer<typeof AuditChange>;

const Named = z.object({ id: Id.nullable(), name: z.string() });

export const AuditEntry = z.object({
  id: Id,
  at: Moment,
  kind: AuditKind,
  /** Who did it; null = nobody was signed in. */
  by: Named.nullable(),
  /** A program did it with an API token of that user. */
  byToken: z.boolean(),
  ip: z.string(),
  /** Browser or program as it called itself, shortened. */
  agent: z.string(),
  /** What it was done to, with its name as it was then. */
  subject: Named.nullable(),
  changes: z.array(AuditChange),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAudit = operation({
  method: "GET",
  path: "/api/v1/audit",
  does: "Lists who changed which setting or right, newest first. Nothing can change or delete an entry.",
  needs: "settings",
  scope: "settings.read",
  input: z.object({
    ...paging,
    /** Only what this user did. */
    userId: Id.optional(),
    kind: AuditKind.optional(),
    /** From this moment on … */
    from: Moment.optional(),
    /** … and before that one. */
    until: Moment.optional(),
  }),
  output: page(AuditEntry),
  refusals: ["cursor_invalid"],
});
