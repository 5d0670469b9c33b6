import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { ResizeHandle } from "../../kit/ResizeHandle.tsx";
import { Column } from "../../shell/layout.ts";
import {
  columnBounds,
  setColumnWidth,
  type TableColumns,
  toggleColumn,
  useColumnNames,
} from "./columns.tsx";
import classes from "./Table.module.css";

/** The names of the columns; each boundary can be dragged. */
export function TableHead({ columns }: { columns: TableColumns }) {
  const { t } = useLingui();
  const nameOf = useColumnNames();
  const [least, most] = columnBounds;
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={classes.head}
      style={{ gridTemplateColumns: columns.tracks }}
    >
      <span role="columnheader" className={classes.headFirst}>
        <Trans>Ticket</Trans>
      </span>
      {columns.shown.map((column) => (
        <span key={column} role="columnheader" className={classes.headCell}>
          <ResizeHandle
            label={t`Width of ${nameOf(column)}`}
            value={columns.widthOf(column)}
            min={least}
            max={most}
            side="end"
            onChange={(pixels) => setColumnWidth(column, pixels)}
            onReset={() => setColumnWidth(column, undefined)}
          />
          {nameOf(column)}
        </span>
      ))}
    </div>
  );
}

/** Chooses what the table of this view shows. */
export function ColumnsMenu({ view, columns: { shown } }: { view: string; columns: TableColumns }) {
  const { t } = useLingui();
  const nameOf = useColumnNames();
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon aria-label={t`Columns`} data-tip={t`Columns`}>
          <IconColumns3 size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {Column.options.map((column) => (
          <Menu.CheckboxItem
            key={column}
            checked={shown.includes(column)}
            onChange={() => toggleColumn(view, shown, column)}
          >
            {nameOf(column)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
