import { Menu } from "@mantine/core";
import {
  IconColumnInsertRight,
  IconColumnRemove,
  IconRowInsertBottom,
  IconRowRemove,
  IconTable,
  IconTableOff,
} from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import type { ChainedCommands, Editor } from "@tiptap/core";
import { useState } from "react";
import { atCaret } from "../../kit/at-caret.ts";
import { Tool } from "./Tool.tsx";

/** Beside the formatting while the caret is in a table: its rows and columns. */
export function TableTools({ editor }: { editor: Editor }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const steps = [
    { label: t`Add a row below`, icon: IconRowInsertBottom, run: step("addRowAfter") },
    {
      label: t`Add a column at the right`,
      icon: IconColumnInsertRight,
      run: step("addColumnAfter"),
    },
    { label: t`Delete the row`, icon: IconRowRemove, run: step("deleteRow") },
    { label: t`Delete the column`, icon: IconColumnRemove, run: step("deleteColumn") },
    { label: t`Delete the table`, icon: IconTableOff, run: step("deleteTable") },
  ];
  return (
    <Menu
      opened={open}
      onChange={setOpen}
      position="top-start"
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <Menu.Target>
        <span>
          <Tool label={t`Table`} icon={IconTable} active={open} onClick={() => setOpen(!open)} />
        </span>
      </Menu.Target>
      <Menu.Dropdown>
        {steps.map(({ label, icon: Glyph, run }) => (
          <Menu.Item
            key={label}
            leftSection={<Glyph size={16} stroke={1.5} />}
            onClick={() => run(atCaret(editor)).run()}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type Step = "addRowAfter" | "addColumnAfter" | "deleteRow" | "deleteColumn" | "deleteTable";

function step(name: Step) {
  return (chain: ChainedCommands) => chain[name]();
}
