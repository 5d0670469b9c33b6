import { type ReactNode, useState } from "react";
import { emptyAmong, Required } from "../../../kit/Required.tsx";
import { cache } from "../../../live/cache.ts";
import { knownRow } from "../../../live/lists.ts";
import { queries } from "../../../live/queries.ts";
import { useStatuses } from "../../../live/statuses.ts";
import { useActs } from "../acts.ts";

type Asking = { number: number; statusId: string; names: string[] };

/** Gives a ticket another status; what that status needs is asked for first, and cancel leaves the ticket where it was. */
export function useMove(): {
  move(number: number, statusId: string): Promise<void>;
  dialog: ReactNode;
} {
  const { status } = useStatuses();
  const acts = useActs();
  const [asking, setAsking] = useState<Asking | null>(null);

  async function move(number: number, statusId: string) {
    if (knownRow(number)?.statusId === statusId) return;
    const required = status(statusId)?.requiredProperties ?? [];
    const names = required.length > 0 ? await missing(number, required) : [];
    if (names.length > 0) return setAsking({ number, statusId, names });
    await acts.status([number], statusId);
  }

  const dialog = asking ? (
    <Required
      names={asking.names}
      statusName={status(asking.statusId)?.name ?? ""}
      onCancel={() => setAsking(null)}
      onDone={(properties) => {
        setAsking(null);
        void acts.status([asking.number], asking.statusId, properties);
      }}
    />
  ) : null;
  return { move, dialog };
}

async function missing(number: number, required: readonly string[]): Promise<string[]> {
  return emptyAmong(await cache.fetchQuery(queries.ticket(number)), required);
}
