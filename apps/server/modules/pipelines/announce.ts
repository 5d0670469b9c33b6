/** Telling the desk that a pipeline is no longer what it was. */
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";

/** `changed` names what listeners act on: the kind of a status, whose pipeline it is. */
export function pipelineChanged(
  tx: Tx,
  { desk, now, agent }: Pick<Call, "desk" | "now" | "agent">,
  pipelineId: string,
  changed: readonly string[] = [],
): Promise<void> {
  const event = { deskId: desk.id, at: now, ids: { pipelineId }, byUserId: agent.id, changed };
  return publish(tx, { type: "pipeline.changed", ...event });
}
