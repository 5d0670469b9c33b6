import * as z from "zod";
import { ShareLevel } from "./access.ts";
import { Id, Moment, Text, TicketNumber } from "./common.ts";
import { nothing, operation, page, paging } from "./operation.ts";
import { Message } from "./tickets.ts";

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
