/** Spam: what was kept away by a rule or called so by an agent, and the rules. Nothing of it is lost. */
import * as z from "zod";
import { Email, Id, Line, Moment, TicketNumber } from "./common.ts";
import { nothing, operation, page, paging } from "./operation.ts";

export const SpamItem = z.object({
  id: Id,
  /** A mail that became no ticket, or a ticket that an agent called spam. */
  kind: z.enum(["mail", "ticket"]),
  ticketNumber: TicketNumber.nullable(),
  from: z.string().nullable(),
  subject: z.string(),
  /** Beginning of the newest message, one line; empty for a mail. */
  preview: z.string(),
  /** When the mail came in, or the ticket was called spam. */
  at: Moment,
  /** From then on it is deleted for good, by night. */
  goesAt: Moment,
  fate: z.enum(["spam", "rejected_by_rule", "marked"]),
  /** The rule that kept it away. */
  reason: z.string().nullable(),
});
export type SpamItem = z.infer<typeof SpamItem>;

export const listSpam = operation({
  method: "GET",
  path: "/api/v1/spam",
  does: "Lists what was kept away as spam or by a rule, and tickets that were called spam, newest first. Deleted for good after as many days as the desk sets: `goesAt`.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ ...paging }),
  output: page(SpamItem).extend({ keptDays: z.int() }),
  refusals: ["cursor_invalid"],
});

export const readSpam = operation({
  method: "GET",
  path: "/api/v1/spam/{id}",
  does: "Reads one of them as plain text: nothing of it is shown as HTML, loaded or linked.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ id: Id }),
  output: SpamItem.extend({
    to: z.array(z.string()),
    text: z.string(),
    /** Of a ticket: who answers it has seen this. An answer takes it out of the spam. */
    newestMessageId: Id.nullable(),
    /** A block of exactly its address can be lifted by who asks. */
    liftable: z.boolean(),
  }),
  refusals: ["spam_not_found"],
});

export const markSpam = operation({
  method: "POST",
  path: "/api/v1/spam",
  does: "Calls tickets spam: they leave all views, and come back as they were with restoreSpam. With `block` mail of their senders is spam from now on, for the whole desk: never that of colleagues, of the desk itself or of whom the settings allow.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({
    numbers: z.array(TicketNumber).min(1).max(100),
    block: z.boolean().default(false),
  }),
  /** `blocked` are the addresses that were not blocked before. */
  output: z.object({ ids: z.array(Id), blocked: z.array(z.string()) }),
  refusals: [
    "ticket_not_found",
    "delete_forbidden",
    "sender_protected",
    "block_limit",
    "sender_rule_limit",
  ],
});

export const restoreSpam = operation({
  method: "POST",
  path: "/api/v1/spam/restore",
  does: "Says of mails and tickets that they are no spam: each becomes the ticket or message that it would have been, at the time when it came. With `unblock` blocks of exactly their addresses are lifted that agents made; those of the settings only by who may change them.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ ids: z.array(Id).min(1).max(100), unblock: z.boolean().default(false) }),
  /** Addresses that were to be unblocked and are not: the settings block them. */
  output: z.object({ stillBlocked: z.array(z.string()) }),
  refusals: ["spam_not_found", "edit_forbidden", "delete_forbidden"],
});

export const RuleKind = z.enum(["address", "domain", "pattern", "type"]);
export type RuleKind = z.infer<typeof RuleKind>;

/** Kinds of mail that a rule of kind `type` speaks of. */
export const MailType = z.enum(["automatic", "marketing", "role"]);
export type MailType = z.infer<typeof MailType>;

export const SenderRule = z.object({
  id: Id,
  action: z.enum(["block", "allow"]),
  kind: RuleKind,
  /** An address, a domain with all below it, a pattern with `*` and `?`, or one of the mail types. */
  value: z.string(),
  /** Of blocked mail; both can be restored. */
  fate: z.enum(["spam", "rejected_by_rule"]).nullable(),
  /** Made from a ticket: agents may lift it again. */
  byAgent: z.boolean(),
  createdBy: z.object({ id: Id, name: z.string() }).nullable(),
  createdAt: Moment,
});
export type SenderRule = z.infer<typeof SenderRule>;

export const listSenderRules = operation({
  method: "GET",
  path: "/api/v1/sender-rules",
  does: "Lists whose mail is blocked and whose never is, newest first.",
  needs: "settings",
  scope: "settings.read",
  input: z.object({ ...paging }),
  output: page(SenderRule),
  refusals: ["cursor_invalid"],
});

const domain =
  /^(?=.{4,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;

/** What a rule of this kind may say. A pattern names at least three signs, so that none means everybody. */
export function isRuleValue(kind: RuleKind, value: string): boolean {
  if (kind === "address") return Email.safeParse(value).success;
  if (kind === "domain") return domain.test(value);
  if (kind === "type") return MailType.safeParse(value).success;
  return /[*?]/.test(value) && !/\s/.test(value) && value.replaceAll(/[*?@.]/g, "").length >= 3;
}

export const createSenderRule = operation({
  method: "POST",
  path: "/api/v1/sender-rules",
  does: "Blocks or allows an address, a domain, a pattern or a type of mail. The more exact rule counts; of two equals, the one that allows.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({
    action: SenderRule.shape.action,
    kind: RuleKind,
    value: Line(320),
    fate: z.enum(["spam", "rejected_by_rule"]).default("spam"),
  }),
  output: SenderRule,
  refusals: ["sender_rule_invalid", "sender_rule_taken", "sender_rule_limit"],
});

export const deleteSenderRule = operation({
  method: "DELETE",
  path: "/api/v1/sender-rules/{id}",
  does: "Lifts a rule. What it kept away stays there until somebody restores it.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["sender_rule_not_found"],
});
