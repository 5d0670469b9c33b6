import { dayOf } from "../../kit/zone.ts";
import { bareSubject } from "#contract/answering.ts";
import type { Activity } from "#contract/activity.ts";
import type { Message } from "#contract/messages.ts";

/** One thing in the thread, in time order. */
export type Entry =
  | { kind: "day"; key: string; at: string; unread: boolean }
  | { kind: "unread"; key: string }
  | { kind: "message"; key: string; message: Message; folded: boolean }
  | { kind: "steps"; key: string; steps: Activity[] };

type Given = {
  /** Oldest first. */
  messages: readonly Message[];
  /** Newest first, as the server lists them. */
  activity: readonly Activity[];
  /** The beginning of the conversation is not loaded yet. */
  partial: boolean;
  unreadId: string | null;
  /** Shown whole whatever its age. */
  targetId: string | null;
};

/** Threads up to this long are shown whole. */
const short = 8;
/** The newest of a long one that stay open. */
const recent = 4;

/** Messages and what was done to the ticket as one timeline, with a line for each day. */
export function entriesOf({ messages, activity, partial, unreadId, targetId }: Given): Entry[] {
  const openFrom = openFromOf(messages, unreadId);
  const begins = partial ? (messages[0]?.writtenAt ?? "") : "";
  const steps = activity
    // What happened on another ticket is told beside the conversation, not in it.
    .filter(({ pulled }) => !pulled)
    .filter((step) => isSaid(step) && Date.parse(step.at) >= (begins ? Date.parse(begins) : 0))
    .toReversed();
  const entries: Entry[] = [];
  let day = "";
  let next = 0;
  const turn = (at: string) => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    entries.push({ kind: "day", key: `day ${day}`, at, unread: false });
  };
  const addStep = (step: Activity) => {
    turn(step.at);
    const last = entries.at(-1);
    if (last?.kind === "steps") last.steps.push(step);
    else entries.push({ kind: "steps", key: step.id, steps: [step] });
  };
  messages.forEach((message, index) => {
    for (let step = steps[next]; step && step.at < message.writtenAt; step = steps[++next])
      addStep(step);
    turn(message.writtenAt);
    if (message.id === unreadId) markUnread(entries);
    entries.push({
      kind: "message",
      key: message.id,
      message,
      folded: index < openFrom && message.id !== targetId,
    });
  });
  for (const step of steps.slice(next)) addStep(step);
  return entries;
}

/** One line says both where a day and unread begin together. */
function markUnread(entries: Entry[]) {
  const last = entries.at(-1);
  if (last?.kind === "day") last.unread = true;
  else entries.push({ kind: "unread", key: "unread" });
}

/** Where unread begins: the first message of the customer after our last one. */
export function firstUnread(messages: readonly Message[]): string | null {
  const ours = messages.findLastIndex((message) => message.direction === "outgoing");
  return messages.slice(ours + 1).find((message) => message.direction === "incoming")?.id ?? null;
}

function openFromOf(messages: readonly Message[], unreadId: string | null): number {
  if (messages.length <= short) return 0;
  const unread = messages.findIndex((message) => message.id === unreadId);
  return unread === -1 ? messages.length - recent : Math.min(unread, messages.length - recent);
}

/** A ticket that began with a mail shows that mail first. */
function isSaid({ what, by }: Activity): boolean {
  return said.has(what) && !(what === "created" && by.type !== "user");
}

/** Messages speak for themselves; these are the lines between them. */
const said = new Set<Activity["what"]>([
  "created",
  "reply_undone",
  "comment_deleted",
  "comment_restored",
  "send_later_stopped",
  "name_changed",
  "status_changed",
  "status_kept",
  "rule_overridden",
  "pipeline_changed",
  "owner_changed",
  "priority_changed",
  "contact_added",
  "contact_removed",
  "main_contact_changed",
  "company_changed",
  "deleted",
  "restored",
]);

/** Mails that came in under a subject that the conversation did not have before. */
export function turnedIn(messages: readonly Message[], ticketName: string): ReadonlySet<string> {
  const known = new Set<string>();
  const turned = new Set<string>();
  for (const { id, kind, direction, automatic, subject } of messages) {
    const bare = kind === "message" && subject ? bareSubject(subject).toLowerCase() : "";
    if (bare === "" || automatic) continue;
    const isNew = known.size > 0 && !known.has(bare) && bare !== ticketName.toLowerCase();
    if (isNew && direction === "incoming") turned.add(id);
    known.add(bare);
  }
  return turned;
}
