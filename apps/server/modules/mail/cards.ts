/** Invitations and contact cards of a message, read when somebody looks: what a reader learns later holds for old mail too. */
import {
  type EventTime,
  isCalendarFile,
  isCardFile,
  type MessageCard,
  type readMessageCards as contract,
} from "#contract/attached.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { type CalendarEvent, readCalendar } from "#mail/calendar.ts";
import { readContactCards } from "#mail/vcard.ts";
import { readBytes } from "#modules/files";
import { attachedFiles } from "#modules/tickets";
import type { Call } from "#platform/call.ts";

const largest = 512 * 1024;
const mostFiles = 10;
const mostCards = 20;

export async function readMessageCards(
  call: Call,
  input: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const files = (await attachedFiles(call, input))
    .filter((file) => file.size <= largest && isCardFile(file))
    .slice(0, mostFiles);
  const cards: MessageCard[] = [];
  for (const file of files) {
    const bytes = await readBytes(call.platform, call.desk.id, file);
    cards.push(...(isCalendarFile(file) ? events(file.id, bytes) : contacts(file.id, bytes)));
  }
  return { items: eachOnce(cards).slice(0, mostCards) };
}

function events(fileId: string, bytes: Buffer): MessageCard[] {
  const calendar = readCalendar(bytes);
  return (calendar?.events ?? []).map((event) => ({
    kind: "event",
    fileId,
    method: calendar?.method ?? "publish",
    event: toEvent(event),
  }));
}

function toEvent({ uid: _uid, start, end, ...event }: CalendarEvent) {
  return { ...event, start: start && toTime(start), end: end && toTime(end) };
}

function toTime({ at, ...time }: NonNullable<CalendarEvent["start"]>): EventTime {
  return { ...time, at: at?.toISOString() ?? null };
}

function contacts(fileId: string, bytes: Buffer): MessageCard[] {
  return readContactCards(bytes).map((card) => ({ kind: "contact", fileId, ...card }));
}

/** Calendars send an invitation in the text and once more as a file. */
function eachOnce(cards: readonly MessageCard[]): MessageCard[] {
  const said = new Set<string>();
  return cards.filter(({ fileId: _fileId, ...card }) => {
    const words = JSON.stringify(card);
    if (said.has(words)) return false;
    said.add(words);
    return true;
  });
}
