import * as z from "zod";
import { ShareLevel } from "./access.ts";
import { Id, Moment, Text, TicketNumber } from "./common.ts";
import { draftVersion } from "./drafts.ts";
import { Message } from "./messages.ts";
import { nothing, operation, page, paging } from "./operation.ts";

const which = { number: TicketNumber, messageId: Id };

export const editComment = operation({
  method: "PATCH",
  path: "/api/v1/tickets/{number}/comments/{messageId}",
  does: "Changes what a comment of mine says; what it said before is kept. Whom it names now and did not before is told, once. Its files stay.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({
    ...which,
    html: Text(1_000_000),
    /** The `edition` that was changed; refused when there is a newer one. Left out = overwrite. */
    edition: z.int().min(0).optional(),
    /** As for a new comment. */
    share: ShareLevel.optional(),
  }),
  output: Message,
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "ticket_merged",
    "message_not_found",
    "comment_forbidden",
    "comment_outdated",
    "comment_empty",
    "html_too_complex",
    "attachment_unknown",
    "share_limit",
  ],
});

export const deleteComment = operation({
  method: "DELETE",
  path: "/api/v1/tickets/{number}/comments/{messageId}",
  does: "Deletes a comment of mine, or as a Super Admin anybody's. `restore` brings it back.",
  needs: "service",
  scope: "tickets.write",
  input: z.object(which),
  output: nothing,
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "ticket_merged",
    "message_not_found",
    "comment_forbidden",
  ],
});

export const restoreComment = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/comments/{messageId}/restore",
  does: "Brings a comment back that I deleted, or as a Super Admin one that anybody deleted.",
  needs: "service",
  scope: "tickets.write",
  input: z.object(which),
  output: Message,
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "ticket_merged",
    "message_not_found",
    "comment_forbidden",
  ],
});

/** Ids of the users and teams that a comment's HTML names, each once. */
export function namedIn(html: string): string[] {
  return [...new Set([...html.matchAll(mention)].map(([, id = ""]) => id))];
}

const mention = /data-mention="([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/g;

/** What a comment said before it was changed. */
export const CommentVersion = z.object({
  edition: z.int(),
  html: z.string(),
  text: z.string(),
  /** Since when it said so. */
  at: Moment,
});
export type CommentVersion = z.infer<typeof CommentVersion>;

export const listCommentVersions = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/comments/{messageId}/versions",
  does: "Reads what a comment said before, the newest first, without what it says now.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ ...which, ...paging }),
  output: page(CommentVersion),
  refusals: ["ticket_not_found", "message_not_found", "cursor_invalid"],
});

export const resolveMention = operation({
  method: "PUT",
  path: "/api/v1/tickets/{number}/messages/{messageId}/mention",
  does: "Says that a mention of me is dealt with, or open again.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number: TicketNumber, messageId: Id, resolved: z.boolean().default(true) }),
  output: z.object({ resolved: z.boolean() }),
  refusals: ["ticket_not_found", "mention_not_found"],
});

export const whoCannotSee = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/mentions/check",
  does: "Names those among these users, and the members of these teams, whom a mention would not reach because they may not see the ticket.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number: TicketNumber, ids: z.array(Id).max(100) }),
  output: z.object({
    userIds: z.array(Id),
    /** Of the users and teams asked about, those with whom the ticket would have to be shared to reach them, and can be. */
    shareableIds: z.array(Id),
  }),
  refusals: ["ticket_not_found"],
});

export const commentOnTicket = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/comments",
  does: "Writes an internal comment. No contact ever sees it.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z.object({
    number: TicketNumber,
    id: Id.optional(),
    html: Text(1_000_000),
    attachmentIds: z.array(Id).max(50).default([]),
    /** Shares the ticket in the same step with those whom the comment names and who may not see it, so that it reaches them. */
    share: ShareLevel.optional(),
    draftVersion,
  }),
  output: Message,
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "ticket_merged",
    "share_limit",
    "id_reused",
    "comment_empty",
    "comment_before_email",
    "html_too_complex",
    "attachment_unknown",
  ],
});
