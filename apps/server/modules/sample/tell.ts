/** From a story to a ticket with its whole history: what the product itself would have written. */
import type { SeedTicket } from "#modules/tickets";
import { type Cast, ownerOf, statusNamed, the, type Timed } from "./cast.ts";
import { dealStep } from "./sell.ts";
import { historyOf } from "./history.ts";
import { say } from "./say.ts";
import { minutesOf, type Story } from "./story.ts";

export function tell(story: Story, cast: Cast): SeedTicket {
  const lines = timesOf(story, cast.now);
  const createdAt = story.madeBy
    ? beginning(story, cast.now)
    : (lines[0]?.at ?? beginning(story, cast.now));
  const people = [story.by, ...(story.cc ?? [])].map((key) => the(cast.contacts, key));
  const status = statusNamed(cast.pipeline, story.status);
  const messages = say(story, lines, cast);
  const closedAt = status.kind === "closed" ? closing(lines, createdAt, cast.now) : null;
  return {
    name: story.subject,
    pipelineId: cast.pipeline.id,
    status: { id: status.id, open: status.kind === "open" },
    owner: ownerOf(story, cast),
    priority: story.priority ?? null,
    category: story.category ?? null,
    description: story.description ?? null,
    resolution: story.resolution ?? null,
    source: story.madeBy ? "manual" : "email",
    channelId: the(cast.channels, story.to ?? "support").id,
    contacts: people.map(({ company, ...person }) => ({
      ...person,
      companyId: company?.id ?? null,
    })),
    createdAt,
    closedAt,
    messages,
    history: [
      ...historyOf(story, messages, { createdAt, closedAt, status }, cast),
      ...dealStep(story, createdAt, cast),
    ],
    readBy: story.unread ? [] : [...cast.users.values()].map(({ id }) => id),
  };
}

const minute = 60_000;

function beginning({ began }: Story, now: Date): Date {
  if (typeof began === "number") return new Date(now.getTime() - began * minute);
  const [days, time] = began;
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const date = new Date(now.getTime() - days * 1440 * minute);
  date.setUTCHours(hours, minutes, 11 + ((days * 7) % 40), 0);
  return date;
}

/** Nothing of the sample lies in the future: a story that would reach it is moved back as a whole. */
function timesOf(story: Story, now: Date): Timed[] {
  let at = beginning(story, now).getTime();
  const lines = story.said.map((line) => {
    at += minutesOf(line.after) * minute;
    return { line, at: new Date(at) };
  });
  const over = at - (now.getTime() - 3 * minute);
  return over > 0
    ? lines.map(({ line, at: when }) => ({ line, at: new Date(when.getTime() - over) }))
    : lines;
}

/** A little after the last word. */
function closing(lines: readonly Timed[], createdAt: Date, now: Date): Date {
  const last = lines.at(-1)?.at ?? createdAt;
  return new Date(Math.min(last.getTime() + 4 * minute, now.getTime() - minute));
}
