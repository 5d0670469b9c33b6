/** What a notification speaks of, for the words that go out of the workspace. */
import type { Locale } from "#contract/common.ts";
import type { AlarmKind } from "#contract/mail-alarms.ts";
import type { Topic } from "#contract/notifications.ts";
import { mayManage } from "#contract/rights.ts";
import { alarmById, channelById } from "#modules/channels";
import { deskById } from "#modules/desks";
import { agentsById, waysOf } from "#modules/people";
import { canSeeTickets, ticketCards } from "#modules/tickets";
import type { Agent } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";

type Row = {
  user_id: string;
  ticket_id: string | null;
  alarm_id: string | null;
  topic: Topic;
  message_id: string | null;
  by_user_id: string | null;
};

export type Facts = {
  to: { id: string; name: string; email: string };
  locale: Locale;
  topic: Topic;
  /** A colleague, or the customer. */
  by: string;
  /** Null where it speaks of none. */
  ticket: { number: number; name: string } | null;
  /** What is wrong with mail, and at which address. */
  alarm: { kind: AlarmKind; address: string } | null;
  desk: string;
  path: string;
};

/** Null for somebody who may not know of it any more. */
export async function factsOf(db: Db | Tx, deskId: string, row: Row): Promise<Facts | null> {
  const [agent] = await agentsById(db, deskId, [row.user_id]);
  const desk = await deskById(db, deskId);
  if (!agent || !desk) return null;
  const { locale } = await waysOf(db, deskId, agent.id);
  const to = { id: agent.id, name: agent.name, email: agent.email };
  const said = { to, locale, topic: row.topic, desk: desk.name };
  if (row.alarm_id) {
    const about = await aboutAlarm(db, agent, row.alarm_id);
    return about && { ...said, ...about };
  }
  const about = await aboutTicket(db, agent, row);
  return about && { ...said, ...about };
}

async function aboutTicket(db: Db | Tx, agent: Agent, row: Row) {
  const { ticket_id: id } = row;
  if (!id || !(await canSeeTickets(db, agent, [id])).has(id)) return null;
  const ticket = (await ticketCards(db, agent.deskId, [id])).get(id);
  if (!ticket) return null;
  const [by] = row.by_user_id ? await agentsById(db, agent.deskId, [row.by_user_id]) : [];
  const anchor = row.message_id ? `#m-${row.message_id}` : "";
  return {
    by: by?.name ?? ticket.contactName ?? "",
    ticket: { number: ticket.number, name: ticket.name },
    alarm: null,
    path: `/tickets/open/${ticket.number}${anchor}`,
  };
}

/** What is over by now is not sent out any more. */
async function aboutAlarm(db: Db | Tx, agent: Agent, alarmId: string) {
  const alarm = await alarmById(db, agent.deskId, alarmId);
  if (!alarm || alarm.ended_at || !mayManage(agent.rights)) return null;
  const { kind, channel_id: channelId } = alarm;
  const channel = channelId ? await channelById(db, agent.deskId, channelId) : null;
  const page = channelId ? `channels/${channelId}` : "ledger";
  const address = channel?.address ?? "";
  return { by: "", ticket: null, alarm: { kind, address }, path: `/settings/${page}` };
}
