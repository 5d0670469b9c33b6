import type { Problem } from "#contract/refusals.ts";
import { GivenProperties } from "#contract/tickets.ts";
import { type listMessages, type Message, retryMessage } from "#contract/messages.ts";
import { replyToTicket, undoOnTicket } from "#contract/replies.ts";
import type { OutputOf } from "#contract/operation.ts";
import { call, problemOf } from "./api.ts";
import { countSoon, ticketChanged } from "./apply.ts";
import { cache } from "./cache.ts";
import { drawn, type Filled } from "./change.ts";
import { clear, type Desk, deskAt, flush, quiet, restore } from "./drafts.ts";
import { imagine } from "./imagine.ts";
import { patchTicket, placeTicket } from "./lists.ts";
import { queries } from "./queries.ts";
import type { DraftKind } from "./writing.ts";

export type Sending = {
  /** Whose desk: the key of the draft that is sent. */
  key: string;
  number: number;
  statusId?: string;
  properties?: Filled;
  override?: true;
  to: Message["to"];
  cc: Message["cc"];
  bcc: Message["bcc"];
  fromChannelId: string | null;
  seenMessageId: string | null;
  author: { id: string; name: string };
};
export type Sent = { message: Message } | { problem: Problem | null };

type Page = OutputOf<typeof listMessages>;

/**
 * Sends the reply on this desk. The thread shows it at once; when the server refuses, everything is back in the
 * editor as it was. `problem: null` = the network is away.
 */
export async function sendReply(sending: Sending): Promise<Sent> {
  const { key, number } = sending;
  await quiet(key);
  const desk = deskAt(key);
  if (!desk) return { problem: null };
  const { writing, sendId, version } = desk;
  clear(key);
  const { author, to, cc, bcc, fromChannelId: channelId } = sending;
  showMessage(
    number,
    imagine({ id: sendId, number, kind: "message", author, writing, to, cc, bcc, channelId }),
  );
  try {
    const message = await call(replyToTicket, { ...bodyOf(sending, desk), draftVersion: version });
    showMessage(number, message);
    followReply(number, sending);
    return { message };
  } catch (error) {
    return takeBack(desk, error);
  }
}

/**
 * What was not sent is back in the editor. Under an id that was used before it could never be sent: then the thread
 * shows what has that id, and the next attempt has the new one that `clear` gave.
 */
export function takeBack(desk: Desk, error: unknown): { problem: Problem | null } {
  const { key, number, writing, sendId, version } = desk;
  const problem = problemOf(error);
  const used = problem?.code === "id_reused";
  if (used) void cache.invalidateQueries({ queryKey: queries.messages(number).queryKey });
  else dropMessage(number, sendId);
  restore(key, writing, { version, ...(used ? {} : { sendId }) });
  return { problem };
}

/** Takes a queued reply back: it is a draft again, what was typed since stands below it; status and owner as before. */
export async function undoReply(
  number: number,
  messageId: string,
  kind: DraftKind = "reply",
): Promise<void> {
  await flush(number, kind);
  const { ticket } = await call(undoOnTicket, { number, messageId });
  dropMessage(number, messageId);
  cache.setQueryData(queries.ticket(number).queryKey, ticket);
  placeTicket(ticket);
  countSoon();
  await cache.refetchQueries({ queryKey: queries.draft(number, kind).queryKey });
  void cache.invalidateQueries({ queryKey: queries.activity(number).queryKey });
}

/** Queues a failed message once more. */
export async function retryReply(number: number, messageId: string): Promise<void> {
  showMessage(number, await call(retryMessage, { number, messageId }));
}

/** Puts a message where it belongs in the cached conversation: in place of itself, else as the newest. */
export function showMessage(number: number, message: Message) {
  changePages(number, (pages) => {
    const known = pages.some((page) => page.items.some((item) => item.id === message.id));
    if (known)
      return pages.map((page) => ({
        ...page,
        items: page.items.map((item) => (item.id === message.id ? message : item)),
      }));
    return pages.map((page, at) =>
      at === 0 ? { ...page, items: [...page.items, message] } : page,
    );
  });
}

export function dropMessage(number: number, messageId: string) {
  changePages(number, (pages) =>
    pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== messageId) })),
  );
}

function changePages(number: number, change: (pages: Page[]) => Page[]) {
  cache.setQueryData(
    queries.messages(number).queryKey,
    (data) => data && { ...data, pages: change(data.pages) },
  );
}

export function bodyOf(sending: Sending, { sendId: id, writing }: Desk) {
  const { number, statusId, properties, override, to, cc, bcc } = sending;
  const { fromChannelId, seenMessageId } = sending;
  const { html, replyToMessageId, subject, attachments } = writing;
  const attachmentIds = attachments.map((file) => file.id);
  const chosen = {
    ...(subject ? { subject } : {}),
    ...(statusId ? { statusId } : {}),
    ...(properties ? { properties: flat(properties) } : {}),
    ...(override ? { override } : {}),
  };
  return {
    number,
    id,
    html,
    to,
    cc,
    bcc,
    fromChannelId,
    replyToMessageId,
    attachmentIds,
    seenMessageId,
    ...chosen,
  };
}

/** A reply takes all properties under one name. */
function flat({ properties, ...builtIn }: Filled): NonNullable<Filled["properties"]> {
  const all = Object.entries({ ...builtIn, ...properties });
  return GivenProperties.parse(Object.fromEntries(all.filter(([, value]) => value !== undefined)));
}

/** What was chosen is drawn at once; what follows from it (owner, automations, activity) is read again. */
function followReply(number: number, { statusId, properties }: Sending) {
  const chosen = { ...properties, ...(statusId ? { statusId } : {}) };
  patchTicket(number, { ...drawn(chosen), hasDraft: false, draft: null });
  ticketChanged(number);
}
