/** What somebody typed and has not sent. */
import * as z from "zod";
import { Id, largest, Line, Mailbox, Moment, Recipient, Text, TicketNumber } from "./common.ts";
import { File } from "./files.ts";
import { nothing, operation } from "./operation.ts";

export const DraftKind = z.enum(["reply", "comment", "forward"]);
export type DraftKind = z.infer<typeof DraftKind>;

export const addressing = {
  to: z.array(Recipient).max(100),
  cc: z.array(Recipient).max(100),
  bcc: z.array(Recipient).max(100),
  fromChannelId: Id.nullable(),
  replyToMessageId: Id.nullable(),
  attachmentIds: z.array(Id).max(50),
};

/**
 * The version of my draft that is sent, 0 = it was never saved; a later one stays a draft. Left out = a draft of just
 * this text goes.
 */
export const draftVersion = z
  .int()
  .min(0)
  .max(largest - 1)
  .optional();

export const Draft = z.object({
  ticketNumber: TicketNumber,
  kind: DraftKind,
  html: z.string(),
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  bcc: z.array(Mailbox),
  fromChannelId: Id.nullable(),
  replyToMessageId: Id.nullable(),
  /** null = the subject of the conversation. */
  subject: z.string().nullable(),
  attachments: z.array(File),
  /** The newest message its author had seen. */
  seenMessageId: Id.nullable(),
  /** Grows with each save; send back the one you began from. */
  version: z.int(),
  updatedAt: Moment,
});
export type Draft = z.infer<typeof Draft>;

const draftKind = DraftKind.default("reply");

export const readDraft = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/draft",
  does: "Reads my draft. Nobody else can.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number: TicketNumber, kind: draftKind }),
  output: Draft,
  refusals: ["ticket_not_found", "draft_not_found"],
});

export const saveDraft = operation({
  method: "PUT",
  path: "/api/v1/tickets/{number}/draft",
  does: "Saves my draft. With `version` it refuses to overwrite what another tab or device saved meanwhile.",
  needs: "service",
  scope: "tickets.write",
  input: z
    .object({
      number: TicketNumber,
      kind: draftKind,
      html: Text(1_000_000),
      subject: Line(500).nullable().optional(),
      seenMessageId: Id.nullable().default(null),
      /** The version this edit began from; 0 = there was none. Left out = overwrite. */
      version: draftVersion,
    })
    .extend(z.object(addressing).partial().shape),
  output: Draft,
  refusals: ["ticket_not_found", "draft_outdated", "attachment_unknown"],
});

export const discardDraft = operation({
  method: "DELETE",
  path: "/api/v1/tickets/{number}/draft",
  does: "Discards my draft. With `version` it keeps what another tab or device saved meanwhile.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({
    number: TicketNumber,
    kind: draftKind,
    /** Discard this version only. Left out = whatever is there. */
    version: draftVersion,
  }),
  output: nothing,
  refusals: ["ticket_not_found"],
});
