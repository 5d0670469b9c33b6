import type { Pull, Ticket } from "#contract/tickets.ts";
import { PullPicker } from "../../kit/PullPicker.tsx";
import { toastError } from "../../kit/toast.ts";
import { pullOnto } from "../../live/change.ts";
import classes from "./Sidebar.module.css";

type Props = { ticket: Ticket; kind: Pull["kind"]; id: string; name: string };

/** How much of somebody's past stands on the timeline of this ticket. */
export function Past({ ticket, kind, id, name }: Props) {
  const { number, may, pulled } = ticket;
  if (!may.edit) return null;
  const now = pulled.find((pull) => pull.kind === kind && pull.id === id)?.range ?? null;
  return (
    <div className={classes.past}>
      <PullPicker
        name={name}
        value={now}
        onPick={(range) =>
          void pullOnto(number, { kind, id }, range).catch((error: unknown) => toastError(error))
        }
      />
    </div>
  );
}
