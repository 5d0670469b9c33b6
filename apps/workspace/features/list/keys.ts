import { useLingui } from "@lingui/react/macro";
import {
  IconArchive,
  IconArrowDown,
  IconArrowUp,
  IconCircleDot,
  IconFlag,
  IconMailOpened,
  IconSquareCheck,
  IconTrash,
  IconUserCheck,
  IconUserPlus,
} from "@tabler/icons-react";
import type { TicketSummary } from "#contract/tickets.ts";
import { knownRow } from "../../live/lists.ts";
import type { TicketFilter } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { store } from "../../live/store.ts";
import { useAction } from "../../shell/keyboard.ts";
import { type Cursor, focusRow } from "./cursor.ts";
import { useActs } from "./acts.ts";
import { useChoices } from "./choices.tsx";

export type Choosing = { what: "owner" | "status" | "priority"; numbers: readonly number[] };

/** What is being chosen for which tickets; the chooser lies over the page. */
export const choosing = store<Choosing | null>(null);

type At = {
  rows: readonly TicketSummary[];
  cursor: Cursor;
  current: number | null;
  filter: TicketFilter | null;
  open(number: number | null): void;
};

/** Triage by keys: move, open, pick, and act on what was picked. */
export function useListKeys(at: At): void {
  useMoves(at);
  useTriage(at);
}

function useMoves({ rows, cursor, current, open }: At): void {
  const { t } = useLingui();
  const any = rows.length > 0;
  const { number, selected } = cursor;
  useAction({
    id: "list.next",
    label: t`Next ticket`,
    keys: "j",
    group: "list",
    icon: IconArrowDown,
    quiet: true,
    when: any,
    run: () => cursor.move(1),
  });
  useAction({
    id: "list.previous",
    label: t`Previous ticket`,
    keys: "k",
    group: "list",
    icon: IconArrowUp,
    quiet: true,
    when: any,
    run: () => cursor.move(-1),
  });
  useAction({
    id: "list.open",
    label: t`Open the ticket`,
    keys: "Enter",
    group: "list",
    quiet: true,
    when: any && number !== current,
    run: () => open(number),
  });
  useAction({
    id: "list.select",
    label: t`Select the ticket`,
    keys: "x",
    group: "list",
    icon: IconSquareCheck,
    quiet: true,
    when: any,
    run: () => number !== null && cursor.select(number, false),
  });
  useAction({
    id: "list.back",
    label: t`Back to the list`,
    keys: "Escape",
    group: "list",
    quiet: true,
    when: selected.size > 0 || current !== null,
    run: () => {
      if (selected.size > 0) return cursor.clear();
      if (current !== null) focusRow(current);
      open(null);
    },
  });
}

function useTriage({ rows, cursor, current, open }: At): void {
  const { t } = useLingui();
  const { user } = useSession();
  const acts = useActs();
  const { selected } = cursor;
  const targets =
    selected.size > 0 ? cursor.targets : current === null ? cursor.targets : [current];
  useChoices(targets);
  const known = targets.flatMap(
    (number) => rows.find((row) => row.number === number) ?? knownRow(number) ?? [],
  );
  const when = targets.length > 0;
  const closed = known.length > 0 && known.every((row) => !row.open);
  const mine = known.length > 0 && known.every((row) => row.ownerId === user.id);
  const unread = known.some((row) => row.unread);
  /** Keys of an opened ticket without a selection belong to its header, where its lists open in place. */
  const here = when && (selected.size > 0 || current === null);

  /** What leaves the list makes room for the next one, in the conversation too. */
  const leaving = (act: () => void) => {
    const next = afterwards(rows, targets, current);
    act();
    cursor.clear();
    if (current !== null && targets.includes(current)) open(next);
  };
  useAction({
    id: "ticket.close",
    label: closed ? t`Reopen` : t`Close`,
    keys: "e",
    group: "ticket",
    icon: IconArchive,
    when,
    run: () => (closed ? void acts.reopen(targets) : leaving(() => void acts.close(targets))),
  });
  useAction({
    id: "ticket.mine",
    label: t`Assign to me`,
    keys: "i",
    group: "ticket",
    icon: IconUserCheck,
    when: when && !mine,
    run: () => void acts.assign(targets, "user", user.id),
  });
  useAction({
    id: "ticket.assign",
    label: t`Assign…`,
    keys: "a",
    group: "ticket",
    icon: IconUserPlus,
    when: here,
    writes: true,
    run: () => choosing.set({ what: "owner", numbers: targets }),
  });
  useAction({
    id: "ticket.status",
    label: t`Set the status…`,
    keys: "s",
    group: "ticket",
    icon: IconCircleDot,
    when: here,
    writes: true,
    run: () => choosing.set({ what: "status", numbers: targets }),
  });
  useAction({
    id: "ticket.priority",
    label: t`Set the priority…`,
    keys: "p",
    group: "ticket",
    icon: IconFlag,
    when: here,
    writes: true,
    run: () => choosing.set({ what: "priority", numbers: targets }),
  });
  useAction({
    id: "ticket.unread",
    label: unread ? t`Mark as read` : t`Mark as unread`,
    keys: "u",
    group: "ticket",
    icon: IconMailOpened,
    when,
    run: () => markUnread(),
  });
  useAction({
    id: "ticket.delete",
    label: t`Delete`,
    keys: "[Shift]+#",
    group: "ticket",
    icon: IconTrash,
    when,
    run: () => leaving(() => acts.bin(targets)),
  });

  function markUnread() {
    acts.read(targets, unread);
    if (!unread && current !== null && targets.includes(current)) open(null);
  }
}

/** The row to go on with when the targets leave the list. */
function afterwards(
  rows: readonly TicketSummary[],
  targets: readonly number[],
  current: number | null,
): number | null {
  const at = rows.findIndex(({ number }) => number === current);
  const left = (row: TicketSummary) => !targets.includes(row.number);
  return (
    (rows.slice(at + 1).find(left) ?? rows.slice(0, Math.max(0, at)).findLast(left))?.number ?? null
  );
}
