import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useCallback, useMemo, useState } from "react";
import type { Pipeline } from "#contract/pipelines.ts";
import type { TicketSummary } from "#contract/tickets.ts";
import type { ViewId } from "#contract/views.ts";
import { markClick } from "../../../live/marks.ts";
import { useStatuses } from "../../../live/statuses.ts";
import { knownRow } from "../../../live/lists.ts";
import { useActs } from "../acts.ts";
import { Bulk } from "../Bulk.tsx";
import { focusRow, useCursor } from "../cursor.ts";
import { useListKeys } from "../keys.ts";
import { useNear } from "../near.ts";
import classes from "./Board.module.css";
import { Column } from "./Column.tsx";
import { beside, showsKind } from "./columns.ts";

type Props = {
  view: ViewId;
  /** Names the pipeline whose statuses are the columns; without it, the default one. */
  pipelineId: string | undefined;
  sort: "oldest" | undefined;
  label: string;
  /** The opened ticket. */
  current: number | null;
  hrefOf(number: number): string;
  onOpen(number: number | null): void;
};

/** A column for each status: a ticket that is dragged into another one gets that status. */
export function Board(props: Props) {
  const { usable } = useStatuses();
  const pipeline =
    usable.find(({ id }) => id === props.pipelineId) ??
    usable.find(({ isDefault }) => isDefault) ??
    usable[0];
  return pipeline ? <Columns key={pipeline.id} {...props} pipeline={pipeline} /> : null;
}

function Columns({
  view,
  sort,
  label,
  current,
  hrefOf,
  onOpen,
  pipeline,
}: Props & { pipeline: Pipeline }) {
  const { t } = useLingui();
  const { columns, rows, report } = useRows(pipeline);
  const open = useCallback(
    (number: number | null) => {
      if (number !== null) markClick(number);
      onOpen(number);
    },
    [onOpen],
  );
  const cursor = useCursor({ rows, current, open, show: (at) => reveal(rows[at]?.number) });
  const { near } = useNear(rows, cursor.at);
  useListKeys({ rows, cursor, current, filter: { view }, open });
  const acts = useActs();

  function sideways(event: KeyboardEvent) {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    if (by === 0) return cursor.move(event.key === "ArrowDown" ? 1 : -1);
    const next = beside(columns, cursor.number, by < 0 ? -1 : 1);
    if (next === null) return;
    cursor.set(next);
    reveal(next);
    focusRow(next);
  }

  return (
    <div className={classes.around}>
      <div className={classes.board} role="group" aria-label={label} onKeyDown={sideways}>
        {pipeline.statuses.map((status) => (
          <Column
            key={status.id}
            status={status}
            filter={{ view, statusId: status.id, ...(sort ? { sort } : {}) }}
            slim={!showsKind(view, status.kind)}
            cursor={cursor}
            current={current}
            hrefOf={hrefOf}
            onOpen={open}
            onNear={near}
            onRows={report}
            onDrop={(number) =>
              knownRow(number)?.statusId === status.id
                ? undefined
                : void acts.status([number], status.id)
            }
          />
        ))}
      </div>
      {cursor.selected.size > 0 ? (
        <Bulk cursor={cursor} rows={rows} label={t`Selected tickets`} />
      ) : null}
    </div>
  );
}

type Rows = readonly TicketSummary[];

/** What the columns show, and all of it in the order in which the keys go through. */
function useRows(pipeline: Pipeline) {
  const [byStatus, setByStatus] = useState<Record<string, Rows>>({});
  const report = useCallback(
    (statusId: string, rows: Rows) => setByStatus((before) => ({ ...before, [statusId]: rows })),
    [],
  );
  const columns = useMemo(
    () => pipeline.statuses.map(({ id }) => byStatus[id] ?? []),
    [pipeline, byStatus],
  );
  return { columns, rows: useMemo(() => columns.flat(), [columns]), report };
}

function reveal(number: number | undefined) {
  document
    .querySelector(`[data-number="${number}"]`)
    ?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
