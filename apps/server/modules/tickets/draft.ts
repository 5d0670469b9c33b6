/** Drafts: one a user, ticket and kind. Every statement carries the user, so nobody reads another's. */
import { randomInt } from "node:crypto";
import type { Insertable, Selectable } from "kysely";
import { answerSubject } from "#contract/answering.ts";
import type { InputOf } from "#contract/operation.ts";
import type * as contract from "#contract/drafts.ts";
import { filesByIds, linkFiles } from "#modules/files";
import type { Agent, Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { signal } from "#platform/nudge.ts";
import { refuse } from "#platform/refusal.ts";
import type { Drafts, Messages } from "#platform/schema.gen.ts";
import { findTicket, messageOn } from "./access.ts";
import { partsOf } from "./forwarded.ts";
import { picturesIn } from "./letter.ts";
import { mailboxes } from "./outgoing.ts";
import type { Ticket } from "./ticket.ts";

type Row = Selectable<Drafts>;
type Author = Pick<Agent, "id" | "deskId">;
type Place = Pick<Ticket, "desk_id" | "id" | "number">;

export async function readDraft(
  { db, agent }: Call,
  { number, kind }: InputOf<typeof contract.readDraft>,
): Promise<contract.Draft> {
  const ticket = await findTicket(db, agent, number);
  const row = await mine(db, agent, ticket, kind).executeTakeFirst();
  if (!row) throw refuse("draft_not_found");
  return toDraft(db, ticket, row);
}

/** @throws Refusal draft_outdated with the version that another tab or device has saved, 0 when it is gone. */
export async function saveDraft(
  { db, agent, now }: Call,
  input: InputOf<typeof contract.saveDraft>,
): Promise<contract.Draft> {
  const { number, kind, version } = input;
  const ticket = await findTicket(db, agent, number);
  return db.transaction().execute(async (tx) => {
    const borrowed = await borrowedFiles(tx, ticket, input);
    const fileIds = [...new Set([...(input.attachmentIds ?? []), ...picturesIn(input.html)])];
    const own = fileIds.filter((id) => !borrowed.has(id));
    await linkFiles(tx, agent.deskId, { fileIds: own, uploadedBy: agent.id, now });
    const row = await write(tx, agent, ticket, kind, { columns: columnsOf(input), version, now });
    if (!row)
      throw refuse("draft_outdated", { version: await versionNow(tx, agent, ticket, kind) });
    await tellTabs(tx, agent, ticket);
    return toDraft(tx, ticket, row);
  });
}

/** A forward takes files of the message along that somebody else sent. */
async function borrowedFiles(
  tx: Tx,
  ticket: Place,
  { kind, replyToMessageId: id }: InputOf<typeof contract.saveDraft>,
): Promise<Set<string>> {
  const source = kind === "forward" && id ? await messageOn(tx, ticket, id) : null;
  if (source?.kind !== "message") return new Set();
  return new Set((await partsOf(tx, source)).map(({ fileId }) => fileId));
}

export async function discardDraft(
  { db, agent }: Call,
  { number, kind, version }: InputOf<typeof contract.discardDraft>,
): Promise<null> {
  const ticket = await findTicket(db, agent, number);
  const only = version === undefined ? {} : { version };
  await db.transaction().execute((tx) => remove(tx, agent, ticket, { kind, ...only }));
  return null;
}

/** What was sent is no draft any more; what was written elsewhere meanwhile still is one. */
export async function removeSentDraft(
  tx: Tx,
  agent: Agent,
  ticket: Place,
  kind: contract.DraftKind,
  {
    draftVersion: version,
    html = "",
  }: { draftVersion?: number | undefined; html?: string | undefined },
): Promise<void> {
  await remove(tx, agent, ticket, { kind, ...(version === undefined ? { html } : { version }) });
}

async function remove(
  tx: Tx,
  agent: Agent,
  ticket: Place,
  { kind, version, html }: { kind: contract.DraftKind; version?: number; html?: string },
) {
  const gone = await tx
    .deleteFrom("drafts")
    .where("desk_id", "=", agent.deskId)
    .where("user_id", "=", agent.id)
    .where("ticket_id", "=", ticket.id)
    .where("kind", "=", kind)
    .$if(version !== undefined, (query) => query.where("version", "=", version ?? 0))
    .$if(html !== undefined, (query) => query.where("html", "=", html ?? ""))
    .executeTakeFirst();
  if (gone.numDeletedRows > 0n) await tellTabs(tx, agent, ticket);
}

/** A reply taken back becomes the draft; what was typed since stands below it. */
export async function restoreDraft(
  tx: Tx,
  agent: Agent,
  ticket: Ticket,
  of: { message: Selectable<Messages>; seenMessageId: string | null; at: Date },
): Promise<void> {
  const { message, seenMessageId, at } = of;
  const files = await tx
    .selectFrom("attachments")
    .select("file_id")
    .where("desk_id", "=", ticket.desk_id)
    .where("message_id", "=", message.id)
    .where("inline", "=", false)
    .orderBy("position")
    .execute();
  const forwarded = message.forwarded_message_id;
  const kind = forwarded ? "forward" : "reply";
  await returnToDraft(tx, agent, ticket, kind, {
    html: message.html ?? "",
    to: mailboxes(message.to_addresses),
    cc: mailboxes(message.cc_addresses),
    bcc: mailboxes(message.bcc_addresses),
    fromChannelId: message.channel_id,
    replyToMessageId: forwarded ?? message.reply_to_message_id,
    subject: await ownSubject(tx, ticket, message),
    attachmentIds: files.map(({ file_id }) => file_id),
    seenMessageId,
    at,
  });
}

type Returned = Required<
  Pick<
    InputOf<typeof contract.saveDraft>,
    | ("html" | "to" | "cc" | "bcc" | "fromChannelId" | "replyToMessageId")
    | ("subject" | "attachmentIds" | "seenMessageId")
  >
> & { at: Date };

/** What was to be sent, and was not. */
export async function returnToDraft(
  tx: Tx,
  author: Author,
  ticket: Place,
  kind: contract.DraftKind,
  { at, ...returned }: Returned,
): Promise<void> {
  const before = await mine(tx, author, ticket, kind).forUpdate().executeTakeFirst();
  const columns = columnsOf({
    ...returned,
    html: `${returned.html}${before?.html ?? ""}`,
    attachmentIds: [...(returned.attachmentIds ?? []), ...(before?.attachment_ids ?? [])],
  });
  await write(tx, author, ticket, kind, { columns, version: undefined, now: at });
  await tellTabs(tx, author, ticket);
}

/** The subject that was chosen by hand; null where it was that of the conversation. */
async function ownSubject(tx: Tx, ticket: Ticket, message: Selectable<Messages>) {
  const { subject, reply_to_message_id: targetId } = message;
  const target = targetId ? await messageOn(tx, ticket, targetId) : null;
  return subject === answerSubject(target, ticket.name) ? null : subject;
}

function mine(db: Db | Tx, agent: Author, ticket: Place, kind: contract.DraftKind) {
  return db
    .selectFrom("drafts")
    .selectAll()
    .where("desk_id", "=", agent.deskId)
    .where("user_id", "=", agent.id)
    .where("ticket_id", "=", ticket.id)
    .where("kind", "=", kind);
}

type Columns = Omit<
  Insertable<Drafts>,
  "desk_id" | "user_id" | "ticket_id" | "kind" | "version" | "updated_at"
>;

function columnsOf(
  input: Omit<InputOf<typeof contract.saveDraft>, "number" | "kind" | "version">,
): Columns {
  return {
    html: input.html,
    to_addresses: JSON.stringify(input.to ?? []),
    cc_addresses: JSON.stringify(input.cc ?? []),
    bcc_addresses: JSON.stringify(input.bcc ?? []),
    from_channel_id: input.fromChannelId ?? null,
    reply_to_message_id: input.replyToMessageId ?? null,
    subject: input.subject ?? null,
    attachment_ids: [...new Set(input.attachmentIds ?? [])],
    seen_message_id: input.seenMessageId,
  };
}

/** Undefined when the draft is not at `version` any more; a version left out overwrites whatever is there. */
async function write(
  tx: Tx,
  agent: Author,
  ticket: Place,
  kind: contract.DraftKind,
  of: { columns: Columns; version: number | undefined; now: Date },
): Promise<Row | undefined> {
  const { columns, version, now } = of;
  const key = { desk_id: agent.deskId, user_id: agent.id, ticket_id: ticket.id, kind };
  if (version !== undefined && version > 0)
    return tx
      .updateTable("drafts")
      .set({ ...columns, version: version + 1, updated_at: now })
      .where("desk_id", "=", key.desk_id)
      .where("user_id", "=", key.user_id)
      .where("ticket_id", "=", key.ticket_id)
      .where("kind", "=", kind)
      .where("version", "=", version)
      .returningAll()
      .executeTakeFirst();
  return tx
    .insertInto("drafts")
    .values({ ...key, ...columns, version: firstVersion(), updated_at: now })
    .onConflict((conflict) => {
      const same = conflict.columns(["desk_id", "user_id", "ticket_id", "kind"]);
      if (version === 0) return same.doNothing();
      return same.doUpdateSet((eb) => ({
        ...columns,
        version: eb("drafts.version", "+", 1),
        updated_at: now,
      }));
    })
    .returningAll()
    .executeTakeFirst();
}

/** A new draft never begins at a version that an older, sent one has had: a forgotten tab must notice. */
function firstVersion(): number {
  return randomInt(1, 1_000_000_000);
}

async function versionNow(tx: Tx, agent: Agent, ticket: Place, kind: contract.DraftKind) {
  return (await mine(tx, agent, ticket, kind).executeTakeFirst())?.version ?? 0;
}

function tellTabs(tx: Tx, agent: Author, ticket: Place) {
  const who = { deskId: agent.deskId, userId: agent.id, tabId: null };
  return signal(tx, { kind: "draft", ticketNumber: ticket.number, ...who });
}

async function toDraft(db: Db | Tx, ticket: Place, row: Row): Promise<contract.Draft> {
  const files = await filesByIds(db, ticket.desk_id, row.attachment_ids);
  const byId = new Map(files.map(({ id, name, size, type }) => [id, { id, name, size, type }]));
  return {
    ticketNumber: ticket.number,
    kind: row.kind,
    html: row.html,
    to: mailboxes(row.to_addresses),
    cc: mailboxes(row.cc_addresses),
    bcc: mailboxes(row.bcc_addresses),
    fromChannelId: row.from_channel_id,
    replyToMessageId: row.reply_to_message_id,
    subject: row.subject,
    attachments: row.attachment_ids.flatMap((id) => byId.get(id) ?? []),
    seenMessageId: row.seen_message_id,
    version: row.version,
    updatedAt: row.updated_at.toISOString(),
  };
}
