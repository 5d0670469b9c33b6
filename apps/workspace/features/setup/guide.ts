import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import * as z from "zod";
import { updateMe } from "#contract/me.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { remember } from "../../live/memory.ts";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";

const Kept = z.object({ since: z.string(), sample: z.boolean(), looked: z.boolean() });
type Kept = z.infer<typeof Kept>;

export type StepId = "connect" | "writeIn" | "answer" | "look" | "answerAsCustomer";
export type Step = { id: StepId; done: boolean };

/** Switches the first-minute guide on for a desk that was just founded; without it nothing else would be lost. */
export async function beginGuide(sample: boolean): Promise<void> {
  const guide: Kept = { since: new Date().toISOString(), sample, looked: false };
  await call(updateMe, { preferences: { workspace: { guide } } }).catch(() => undefined);
}

/** The steps of the first minute, done or not as it really happened; null = there is no guide (any more). */
export function useGuide(): Step[] | null {
  const { preferences, outboxPreview } = useSession();
  const kept = Kept.safeParse(preferences.workspace.guide).data;
  const on = outboxPreview && kept !== undefined;
  const outbox = useInfiniteQuery({ ...queries.outbox(), enabled: on }).data;
  const ledger = useInfiniteQuery({ ...queries.ledger(), enabled: on }).data;
  const channels = useQuery({ ...queries.channels(), enabled: on }).data;
  if (!on) return null;

  const sent = outbox?.pages.flatMap(({ items }) => items) ?? [];
  const arrived = ledger?.pages.flatMap(({ items }) => items) ?? [];
  const wrote = arrived.some(({ via, receivedAt }) => via === "preview" && receivedAt > kept.since);
  const answered = sent.some(({ at, ticketNumber }) => ticketNumber !== null && at > kept.since);
  const answer: Step = { id: "answer", done: answered };
  if (!kept.sample)
    return [
      { id: "connect", done: (channels?.items.length ?? 0) > 0 },
      { id: "writeIn", done: wrote },
      answer,
    ];
  return [answer, { id: "look", done: kept.looked }, { id: "answerAsCustomer", done: wrote }];
}

/** Notes that the outbox was looked at. */
export function noteLook(): void {
  const { workspace } = cache.getQueryData(queries.session().queryKey)?.preferences ?? {};
  const kept = Kept.safeParse(workspace?.guide).data;
  if (kept && !kept.looked)
    void remember("guide", { ...kept, looked: true }).catch(() => undefined);
}

export function dismissGuide(): void {
  void remember("guide", null).catch(() => undefined);
}
