/** Changes of pipelines as they are drawn at once; a refusal takes them back and says why. */
import type { SentTo } from "#contract/operation.ts";
import {
  createPipeline,
  createStatus,
  deletePipeline,
  deleteStatus,
  type Pipeline,
  type Status,
  updatePipeline,
  updateStatus,
} from "#contract/pipelines.ts";
import { moved } from "../../../kit/Sortable.tsx";
import { toastError } from "../../../kit/toast.ts";
import { call } from "../../../live/api.ts";
import { cache } from "../../../live/cache.ts";
import { queries } from "../../../live/queries.ts";

type OfPipeline = Omit<SentTo<typeof updatePipeline>, "pipelineId">;
type OfStatus = Omit<SentTo<typeof updateStatus>, "pipelineId" | "statusId">;

export function changePipeline({ id: pipelineId }: Pipeline, change: OfPipeline): Promise<boolean> {
  const { position, rules, isDefault, ...plain } = change;
  const known = defined(plain);
  return tell(
    (all) => {
      const now = all.map((one) =>
        one.id === pipelineId
          ? { ...one, ...known, rules: { ...one.rules, ...defined(rules ?? {}) } }
          : one,
      );
      const placed = position === undefined ? now : moved(now, pipelineId, position);
      return isDefault
        ? placed.map((one) => ({ ...one, isDefault: one.id === pipelineId }))
        : placed;
    },
    () => call(updatePipeline, { pipelineId, ...change }),
  );
}

export function changeStatus(
  { id: statusId, pipelineId }: Status,
  change: OfStatus,
): Promise<boolean> {
  const { position, ...plain } = change;
  const known = defined(plain);
  return tell(
    (all) =>
      all.map((pipeline) => {
        if (pipeline.id !== pipelineId) return pipeline;
        const now = pipeline.statuses.map((one) =>
          one.id === statusId ? { ...one, ...known } : one,
        );
        const statuses = position === undefined ? now : moved(now, statusId, position);
        return { ...pipeline, statuses };
      }),
    () => call(updateStatus, { pipelineId, statusId, ...change }),
  );
}

export async function addPipeline(name: string): Promise<Pipeline> {
  const made = await call(createPipeline, { name });
  await again();
  return made;
}

export async function addStatus(status: SentTo<typeof createStatus>): Promise<void> {
  await call(createStatus, status);
  await again();
}

export function removePipeline({ id: pipelineId }: Pipeline, toStatusId: string) {
  return tell(null, () => call(deletePipeline, { pipelineId, toStatusId }));
}

export function removeStatus({ id: statusId, pipelineId }: Status, toStatusId: string) {
  return tell(null, () => call(deleteStatus, { pipelineId, statusId, toStatusId }));
}

/** `draw` null: the answer is waited for. */
async function tell(
  draw: ((all: Pipeline[]) => Pipeline[]) | null,
  ask: () => Promise<unknown>,
): Promise<boolean> {
  const { queryKey } = queries.pipelines();
  await cache.cancelQueries({ queryKey });
  const before = cache.getQueryData(queryKey);
  if (draw) cache.setQueryData(queryKey, (now) => now && { ...now, items: draw(now.items) });
  try {
    await ask();
    if (!draw) await again();
    return true;
  } catch (error) {
    cache.setQueryData(queryKey, before);
    toastError(error);
    return false;
  }
}

function again(): Promise<void> {
  return cache.invalidateQueries({ queryKey: queries.pipelines().queryKey });
}

type Defined<All> = { [Name in keyof All]?: Exclude<All[Name], undefined> };

function defined<All extends object>(all: All): Defined<All> {
  const known = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Defined<All>;
}
