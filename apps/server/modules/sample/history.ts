/** The activity history that the product would have written while a story happened. */
import type { Status } from "#contract/pipelines.ts";
import type { SeedMessage, SeedTicket } from "#modules/tickets";
import type { StatusKey, Story } from "./story.ts";
import { type Cast, ownerOf, statusNamed, the } from "./cast.ts";

type Step = SeedTicket["history"][number];
type End = { createdAt: Date; closedAt: Date | null; status: Status };
type State = { statusId: string; owner: string | null };

export function historyOf(
  story: Story,
  messages: readonly SeedMessage[],
  end: End,
  cast: Cast,
): Step[] {
  const status = (name: StatusKey) => statusNamed(cast.pipeline, name).id;
  const state: State = { statusId: status("new"), owner: null };
  const steps = [created(story, messages, end, cast)];
  for (const [at, message] of messages.entries()) {
    if (at > 0 || story.madeBy) steps.push(heard(message));
    if (at === 0) steps.push(...ranked(story, messages, cast));
    if (message.kind === "comment") continue;
    if (message.direction === "outgoing") {
      steps.push(
        ...taken(message, state),
        ...moved(message, state, status("waiting on contact"), "automation_on_reply"),
      );
    } else if (at > 0 && !message.automatic) {
      steps.push(...moved(message, state, status("waiting on us"), "automation_on_customer_reply"));
    }
  }
  return [...steps, ...settled(story, messages, end, state, cast)];
}

function created(
  story: Story,
  [first]: readonly SeedMessage[],
  { createdAt }: End,
  cast: Cast,
): Step {
  if (story.madeBy)
    return {
      what: "created",
      cause: "by_hand",
      by: { type: "user", id: the(cast.users, story.madeBy).id },
      at: createdAt,
    };
  return {
    what: "created",
    cause: "mail_received",
    by: first?.author ?? nobody,
    at: createdAt,
    ...(first && { messageId: first.id }),
  };
}

function heard({ kind, direction, author, id, writtenAt }: SeedMessage): Step {
  const what = kind === "comment" ? "commented" : direction === "outgoing" ? "replied" : "received";
  const cause = what === "received" ? "mail_received" : "by_hand";
  return { what, cause, by: author, messageId: id, at: writtenAt };
}

/** The priority is set by whoever looks first, before anything else is said. */
function ranked({ priority }: Story, [first, second]: readonly SeedMessage[], cast: Cast): Step[] {
  if (!priority || !first) return [];
  const seen = first.writtenAt.getTime() + 100_000;
  const at = new Date(Math.min(seen, (second?.writtenAt.getTime() ?? Infinity) - 1000));
  const by = second?.author.type === "user" ? second.author : theLead(cast);
  return [{ what: "priority_changed", cause: "by_hand", by, from: null, to: priority, at }];
}

function theLead(cast: Cast) {
  return { type: "user", id: the(cast.users, "chiara").id } as const;
}

/** Answering an unassigned ticket takes it. */
function taken({ author, id, writtenAt }: SeedMessage, state: State): Step[] {
  if (state.owner !== null) return [];
  state.owner = author.id;
  const step = {
    what: "owner_changed",
    cause: "answering_takes_ownership",
    by: author,
    messageId: id,
  } as const;
  return [{ ...step, from: null, to: author.id, at: afterwards(writtenAt, 1) }];
}

function moved(
  { author, id, writtenAt }: SeedMessage,
  state: State,
  to: string,
  cause: "automation_on_reply" | "automation_on_customer_reply",
): Step[] {
  if (state.statusId === to) return [];
  const from = state.statusId;
  state.statusId = to;
  return [
    {
      what: "status_changed",
      cause,
      by: author,
      from,
      to,
      messageId: id,
      at: afterwards(writtenAt, 2),
    },
  ];
}

/** What somebody did by hand so that the ticket stands as it does now. */
function settled(
  story: Story,
  messages: readonly SeedMessage[],
  { createdAt, closedAt, status }: End,
  state: State,
  cast: Cast,
): Step[] {
  const owner = ownerOf(story, cast)?.id ?? null;
  const last = messages.at(-1)?.writtenAt ?? createdAt;
  // Somebody looked at it a moment later.
  const at = closedAt ?? new Date(last.getTime() + 100_000);
  const by = { type: "user", id: state.owner ?? the(cast.users, "chiara").id } as const;
  const step = { cause: "by_hand", by, at } as const;
  return [
    ...(owner === state.owner
      ? []
      : [{ ...step, what: "owner_changed", from: state.owner, to: owner } as const]),
    ...(status.id === state.statusId
      ? []
      : [{ ...step, what: "status_changed", from: state.statusId, to: status.id } as const]),
  ];
}

/** So that steps of one moment keep their order. */
function afterwards(at: Date, milliseconds: number) {
  return new Date(at.getTime() + milliseconds);
}

const nobody = { type: "system", id: null } as const;
