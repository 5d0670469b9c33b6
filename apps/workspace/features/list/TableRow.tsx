import { Trans, useLingui } from "@lingui/react/macro";
import { IconCheck, IconPencil } from "@tabler/icons-react";
import { type ComponentProps, memo } from "react";
import { Cell, type TableColumns } from "./columns.tsx";
import type { Row } from "./Row.tsx";
import classes from "./Table.module.css";

type Props = Omit<ComponentProps<typeof Row>, "excerpt" | "named" | "of"> & {
  columns: TableColumns;
};

/** A ticket in one line, a cell for each column. */
export const TableRow = memo(function TableRow({
  ticket,
  href,
  current,
  focused,
  selected,
  leaving,
  at,
  density,
  columns,
  onOpen,
  onSelect,
  onNear,
}: Props) {
  const { t } = useLingui();
  const { number, unread, name } = ticket;
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-selected={selected}
      className={classes.row}
      style={{ gridTemplateColumns: columns.tracks }}
      data-density={density}
      data-current={current || undefined}
      data-focused={focused || undefined}
      data-selected={selected || undefined}
      data-unread={unread || undefined}
      data-leaving={leaving || undefined}
      data-number={number}
      onPointerEnter={() => onNear(number)}
    >
      <span role="cell" className={classes.first}>
        <button
          type="button"
          role="checkbox"
          aria-checked={selected}
          aria-label={t`Select #${number}`}
          tabIndex={-1}
          className={classes.select}
          onClick={(event) => onSelect(number, event.shiftKey)}
        >
          <span className={classes.box}>
            {selected ? <IconCheck size={12} stroke={3} /> : null}
          </span>
          <span className={classes.dot} />
        </button>
        <a
          href={href}
          className={classes.link}
          data-ticket-row={number}
          tabIndex={focused ? 0 : -1}
          aria-current={current ? "true" : undefined}
          onClick={(event) => onOpen(number, event)}
          onFocus={() => onNear(number)}
        >
          {unread ? (
            <span className="sp-hidden">
              <Trans>Unread.</Trans>
            </span>
          ) : null}
          <span className={classes.name}>{name}</span>
          {ticket.hasDraft ? (
            <IconPencil
              size={14}
              stroke={1.5}
              className={classes.draft}
              role="img"
              aria-label={t`You have a draft`}
            />
          ) : null}
          <span className={classes.number}>#{number}</span>
        </a>
      </span>
      {columns.shown.map((column) => (
        <span key={column} role="cell" className={classes.cell} data-column={column}>
          <Cell column={column} ticket={ticket} />
        </span>
      ))}
    </div>
  );
});
