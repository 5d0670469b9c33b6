/** Who is to be told of something on a ticket: parts of statements, each with rows of `user_id`. */
import { sql } from "kysely";

type Place = { deskId: string; ticketId: string };

/** Its owner and its followers, without those who said no. */
export function audience({ deskId, ticketId }: Place) {
  return sql`
    select f.user_id from ticket_follows f
    where f.desk_id = ${deskId} and f.ticket_id = ${ticketId} and f.following
    union
    select o.owner_user_id from tickets o
    where o.desk_id = ${deskId} and o.id = ${ticketId} and o.owner_user_id is not null
      and not exists (
        select from ticket_follows n
        where n.desk_id = o.desk_id and n.ticket_id = o.id and n.user_id = o.owner_user_id and not n.following)`;
}

export function newOwner({ deskId, ticketId }: Place) {
  return sql`
    select o.owner_user_id as user_id from tickets o
    where o.desk_id = ${deskId} and o.id = ${ticketId} and o.owner_user_id is not null`;
}

/** Those whom a comment names and who may see it. */
export function namedBy({ deskId, messageId }: { deskId: string; messageId: string }) {
  return sql`
    select n.user_id from ticket_mentions n where n.desk_id = ${deskId} and n.message_id = ${messageId}`;
}

/** Those among them whom it has named since this moment and never before. */
export function namedSince({
  deskId,
  messageId,
  at,
}: {
  deskId: string;
  messageId: string;
  at: Date;
}) {
  return sql`${namedBy({ deskId, messageId })} and n.at >= ${at} and not n.gone`;
}

/** Whether the comment that a notification speaks of is deleted: nobody is told of it then. */
export const speaksOfDeleted = sql<boolean>`exists (
  select from messages m
  where m.desk_id = notifications.desk_id and m.id = notifications.message_id and m.deleted_at is not null)`;

/** Who wrote the message, if it has failed. */
export function failedAuthor({ deskId, messageId }: { deskId: string; messageId: string }) {
  return sql`
    select m.author_user_id as user_id from messages m
    where m.desk_id = ${deskId} and m.id = ${messageId} and m.delivery = 'failed' and m.author_user_id is not null`;
}
