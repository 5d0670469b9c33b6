import type { Message } from "#contract/messages.ts";
import type { Writing } from "./writing.ts";

type Imagined = {
  id: string;
  number: number;
  kind: Message["kind"];
  author: { id: string; name: string };
  writing: Writing;
  to?: Message["to"];
  cc?: Message["cc"];
  bcc?: Message["bcc"];
  channelId?: string | null;
  /** It passes the message on that a reply would answer. */
  forwards?: boolean;
};

/** The message as it will very likely be; the server's answer takes its place. */
export function imagine({
  id,
  number,
  kind,
  author,
  writing,
  to = [],
  cc = [],
  bcc = [],
  channelId = null,
  forwards = false,
}: Imagined): Message {
  const outgoing = kind === "message";
  return {
    id,
    ticketNumber: number,
    kind,
    direction: outgoing ? "outgoing" : null,
    channelId,
    author: { type: "user", ...author },
    from: null,
    to,
    cc,
    bcc,
    subject: writing.subject,
    html: writing.html,
    text: "",
    visibleText: "",
    hasQuote: false,
    blockedImages: 0,
    imagesAllowed: false,
    attachments: writing.attachments.map((file) => ({
      ...file,
      inline: writing.html.includes(file.id),
    })),
    delivery: outgoing ? "queued" : null,
    deliveryError: null,
    undoUntil: null,
    replyToMessageId: forwards ? null : writing.replyToMessageId,
    forwardedMessageId: forwards ? writing.replyToMessageId : null,
    forwardedBy: null,
    fromOutside: false,
    automatic: false,
    verified: null,
    trust: null,
    truncated: null,
    mentions: [],
    myMention: null,
    hasSource: false,
    writtenAt: new Date().toISOString(),
    editedAt: null,
    edition: 0,
  };
}
