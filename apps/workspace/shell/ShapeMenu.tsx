import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Menu } from "@mantine/core";
import { type Icon, IconLayoutKanban, IconLayoutSidebar, IconTable } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useStatuses } from "../live/statuses.ts";
import { useAction } from "./keyboard.ts";
import { arrange, type Shape, useRoom, useShape } from "./layout.ts";

const signs: Record<Shape, Icon> = {
  split: IconLayoutSidebar,
  table: IconTable,
  board: IconLayoutKanban,
};

/** How the tickets of every view lie, remembered for this person. */
export function ShapeMenu() {
  const { t } = useLingui();
  const shape = useShape();
  const stacked = useRoom() === "stacked";
  const names: Record<Shape, string> = {
    split: stacked ? t`List` : t`List and conversation`,
    table: t`Table`,
    board: t`Board`,
  };
  const to = (next: Shape, keys: string) => ({
    id: `shape.${next}`,
    label: t`Layout: ${names[next]}`,
    keys,
    group: "view" as const,
    icon: signs[next],
    when: next !== shape,
    run: () => arrange({ shape: next }),
  });
  useAction(to("split", "v s"));
  useAction(to("table", "v t"));
  useAction(to("board", "v b"));
  const Sign = signs[shape];
  const offered: Shape[] = stacked ? ["split", "board"] : ["split", "table", "board"];
  const label = t`Layout: ${names[shape]}`;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon
          aria-label={label}
          data-tip={label}
          size={stacked ? 40 : 28}
          variant="subtle"
          color="gray"
        >
          <Sign size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((one) => {
          const One = signs[one];
          return (
            <Menu.RadioItem
              key={one}
              value={one}
              checked={one === shape}
              closeMenuOnClick
              rightSection={<One size={16} stroke={1.5} />}
              onChange={() => arrange({ shape: one })}
            >
              {names[one]}
            </Menu.RadioItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Whose statuses are the board's columns, where there are several pipelines. */
export function PipelineMenu() {
  const { t } = useLingui();
  const go = useNavigate();
  const { usable: pipelines } = useStatuses();
  const { pipeline } = useSearch({ from: "/desk/workspace" });
  const now = pipelines.find(({ id }) => id === pipeline) ?? pipelines.find((one) => one.isDefault);
  if (pipelines.length < 2 || !now) return null;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="default" size="compact-sm" aria-label={t`Pipeline: ${now.name}`}>
          {now.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {pipelines.map(({ id, name }) => (
          <Menu.RadioItem
            key={id}
            value={id}
            checked={id === now.id}
            closeMenuOnClick
            onChange={() => void go({ to: ".", search: (before) => ({ ...before, pipeline: id }) })}
          >
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
