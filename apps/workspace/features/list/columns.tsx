import { useLingui } from "@lingui/react/macro";
import { IconUsersGroup } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import type { TicketSummary } from "#contract/tickets.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { PriorityMark, usePriorityNames } from "../../kit/PriorityMark.tsx";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { useSourceNames } from "../../kit/sources.ts";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { usePeople } from "../../live/people.ts";
import { useStatuses } from "../../live/statuses.ts";
import { arrange, Column, useLayout } from "../../shell/layout.ts";
import classes from "./Table.module.css";

/** Least and most pixels of a column beside the ticket's name. */
export const columnBounds = [72, 360] as const;
/** What the name keeps for itself, however many columns there are. */
export const nameWidth = 260;

const usual: readonly Column[] = ["contact", "status", "owner", "priority", "created", "active"];
const usualWidths: Record<Column, number> = {
  contact: 168,
  company: 144,
  status: 152,
  owner: 144,
  priority: 104,
  source: 96,
  created: 88,
  active: 96,
};

export type TableColumns = {
  shown: readonly Column[];
  widthOf(column: Column): number;
  /** The grid's tracks, for the head and for every row. */
  tracks: string;
  /** Pixels below which the table scrolls sideways. */
  least: number;
};

/** The columns of a view's table as this person arranged them. */
export function useColumns(view: string): TableColumns {
  const { columns, widths } = useLayout();
  return useMemo(() => {
    const shown = columns[view] ?? usual;
    const widthOf = (column: Column) => widths[column] ?? usualWidths[column];
    const pixels = shown.map(widthOf);
    return {
      shown,
      widthOf,
      tracks: `minmax(${nameWidth}px, 1fr) ${pixels.map((one) => `${one}px`).join(" ")}`,
      least: nameWidth + pixels.reduce((sum, one) => sum + one, 0),
    };
  }, [columns, widths, view]);
}

/** Shows or hides a column; those that are shown keep the order of the list of all. */
export function toggleColumn(view: string, shown: readonly Column[], column: Column): void {
  const next = shown.includes(column)
    ? shown.filter((one) => one !== column)
    : Column.options.filter((one) => one === column || shown.includes(one));
  arrangeColumns((columns) => ({ ...columns, [view]: next }));
}

function arrangeColumns(change: (columns: Record<string, Column[]>) => Record<string, Column[]>) {
  arrange((layout) => ({ columns: change(layout.columns) }));
}

export function setColumnWidth(column: Column, pixels: number | undefined): void {
  arrange(({ widths }) => ({ widths: { ...widths, [column]: pixels ?? usualWidths[column] } }));
}

export function useColumnNames(): (column: Column) => string {
  const { t } = useLingui();
  const names: Record<Column, string> = {
    contact: t`Contact`,
    company: t`Company`,
    status: t`Status`,
    owner: t`Owner`,
    priority: t`Priority`,
    source: t`Source`,
    created: t`Created`,
    active: t`Last activity`,
  };
  return (column) => names[column];
}

/** What a column says of a ticket. */
export function Cell({ column, ticket }: { column: Column; ticket: TicketSummary }): ReactNode {
  const sourceName = useSourceNames();
  const cells: Record<Column, () => ReactNode> = {
    contact: () => ticket.contact?.name,
    company: () => ticket.companyName,
    status: () => <StatusCell id={ticket.statusId} />,
    owner: () => <OwnerCell ticket={ticket} />,
    priority: () => <PriorityCell ticket={ticket} />,
    source: () => sourceName(ticket.source),
    created: () => <RelativeTime at={ticket.createdAt} />,
    active: () => <RelativeTime at={ticket.activeAt} />,
  };
  return cells[column]();
}

function StatusCell({ id }: { id: string }) {
  const status = useStatuses().status(id);
  if (!status) return null;
  return (
    <>
      <StatusDot color={status.color} kind={status.kind} />
      <span className={classes.text}>{status.name}</span>
    </>
  );
}

function OwnerCell({ ticket }: { ticket: TicketSummary }) {
  const owner = usePeople().owner(ticket.ownerType, ticket.ownerId);
  if (!owner) return <span className={classes.none}>–</span>;
  return (
    <>
      {ticket.ownerType === "team" ? (
        <span className={classes.team}>
          <IconUsersGroup size={14} stroke={1.5} />
        </span>
      ) : (
        <Avatar name={owner} size={20} />
      )}
      <span className={classes.text}>{owner}</span>
    </>
  );
}

function PriorityCell({ ticket: { priority } }: { ticket: TicketSummary }) {
  const name = usePriorityNames();
  if (!priority) return <span className={classes.none}>–</span>;
  return (
    <>
      <PriorityMark priority={priority} silent />
      <span className={classes.text}>{name(priority)}</span>
    </>
  );
}
