/**
 * Changing tickets where something may stand in the way: properties that a status asks for, rules of a pipeline. What is
 * missing is asked for before anything is changed; whoever may override a rule is asked whether they mean to.
 */
import type { TicketProperties } from "#contract/tickets.ts";
import { type Change, changeTicket } from "../live/change.ts";
import { cache } from "../live/cache.ts";
import { problemOf } from "../live/api.ts";
import { queries } from "../live/queries.ts";
import { store } from "../live/store.ts";
import { mayManage } from "#contract/rights.ts";
import { emptyAmong } from "./Required.tsx";

export type Plan = { number: number; change: Change };

/** What stands in the way; the answer is what to add to the change, null = leave everything as it is. */
export type Asking =
  | {
      why: "properties";
      names: string[];
      statusId: string;
      answer(more: Partial<Change> | null): void;
    }
  | { why: "rule"; error: unknown; numbers: number[]; answer(more: Partial<Change> | null): void };

/** One question at a time; `Asked` shows it. */
export const asking = store<Asking | null>(null);

export type Outcome = {
  /** What takes each change back. */
  undos: Plan[];
  failed: { number: number; error: unknown }[];
};

/** `begins` is told once nothing is left to ask; null = the user left everything as it is. */
export async function changeTickets(
  plans: readonly Plan[],
  begins: () => void = () => undefined,
): Promise<Outcome | null> {
  const ready = await withProperties(plans);
  if (!ready) return null;
  begins();
  const first = await changeAll(ready);
  const held = first.failed.filter(({ error }) => isHeld(error));
  if (held.length === 0) return first;
  const more = await askAbout(held);
  const again = more === null ? null : await changeAll(adding(ready, held, more));
  return {
    undos: [...first.undos, ...(again?.undos ?? [])],
    failed: [
      ...first.failed.filter((one) => !held.includes(one)),
      ...(again?.failed ?? []),
      ...(more === null && !mayOverride() ? held : []),
    ],
  };
}

/** Reads each ticket whose new status asks for something, and asks once for all that is missing. */
async function withProperties(plans: readonly Plan[]): Promise<readonly Plan[] | null> {
  const lacking = new Map<number, string[]>();
  for (const { number, change } of plans) {
    const required = change.override ? [] : requiredBy(change.statusId);
    if (required.length === 0) continue;
    const ticket = await cache.fetchQuery(queries.ticket(number)).catch(() => null);
    const names = ticket ? emptyAmong(ticket, required, given(change)) : [];
    if (names.length > 0) lacking.set(number, names);
  }
  const names = [...new Set([...lacking.values()].flat())];
  const statusId = plans.find(({ number }) => lacking.has(number))?.change.statusId;
  if (!statusId) return plans;
  const more = await ask((answer) => ({ why: "properties", names, statusId, answer }));
  return more && plans.map((plan) => filled(plan, lacking.get(plan.number) ?? [], more));
}

/** Each ticket gets what it lacked; what it has stays. */
function filled({ number, change }: Plan, names: readonly string[], more: Partial<Change>): Plan {
  const own = Object.entries(more).filter(([name]) => name === "override" || names.includes(name));
  return names.length > 0
    ? { number, change: { ...change, ...Object.fromEntries(own) } }
    : { number, change };
}

async function changeAll(plans: readonly Plan[]): Promise<Outcome> {
  const outcome: Outcome = { undos: [], failed: [] };
  await Promise.all(
    plans.map(({ number, change }) =>
      changeTicket(number, change).then(
        (back) => outcome.undos.push({ number, change: back }),
        (error: unknown) => outcome.failed.push({ number, error }),
      ),
    ),
  );
  return outcome;
}

/** The server says what it asks for, also where it was set up a moment ago. */
function askAbout(held: Outcome["failed"]): Promise<Partial<Change> | null> {
  const [first] = held;
  const problem = problemOf(first?.error);
  if (problem?.code === "properties_required") {
    const { missing: names, statusId } = problem;
    return ask((answer) => ({ why: "properties", names, statusId, answer }));
  }
  if (!mayOverride()) return Promise.resolve(null);
  const numbers = held.map(({ number }) => number);
  return ask((answer) => ({ why: "rule", error: first?.error, numbers, answer }));
}

function adding(plans: readonly Plan[], held: Outcome["failed"], more: Partial<Change>): Plan[] {
  return plans
    .filter(({ number }) => held.some((one) => one.number === number))
    .map(({ number, change }) => ({ number, change: { ...change, ...more } }));
}

const rules = new Set(["status_skipped", "status_behind", "status_not_for_new"]);

function isHeld(error: unknown): boolean {
  const code = problemOf(error)?.code ?? "";
  return code === "properties_required" || isRule(code);
}

/** The refusal says that a rule of the pipeline is in the way. */
export function isRule(code: string): boolean {
  return rules.has(code);
}

/** I may go around rules and required properties, which is written into the history. */
export function mayOverride(): boolean {
  const session = cache.getQueryData(queries.session().queryKey);
  return session ? mayManage(session.user.rights) : false;
}

function ask(
  question: (answer: (more: Partial<Change> | null) => void) => Asking,
): Promise<Partial<Change> | null> {
  return new Promise((resolve) => {
    asking.get()?.answer(null);
    asking.set(
      question((more) => {
        asking.set(null);
        resolve(more);
      }),
    );
  });
}

function requiredBy(statusId: string | undefined): readonly string[] {
  const pipelines = cache.getQueryData(queries.pipelines().queryKey)?.items ?? [];
  const statuses = pipelines.flatMap((pipeline) => pipeline.statuses);
  return statuses.find(({ id }) => id === statusId)?.requiredProperties ?? [];
}

function given({ priority, category, description, resolution }: Change): Partial<TicketProperties> {
  const all = { priority, category, description, resolution };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
