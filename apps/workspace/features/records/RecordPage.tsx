import { ActionIcon, Button, Menu } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  IconArrowMerge,
  IconChevronLeft,
  IconDots,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Kind, places, useKindNames } from "./places.ts";
import look from "./Record.module.css";

type Props = {
  kind: Kind;
  name: string;
  sign: ReactNode;
  /** Beside editing and deleting. */
  actions?: ReactNode;
  onDelete: () => void;
  /** What belongs to it, at the right. */
  side: ReactNode;
  children: ReactNode;
};

/** One record: its name and what can be done, what happened with it, and what belongs to it. */
export function RecordPage({ kind, name, sign, actions, onDelete, side, children }: Props) {
  const { t } = useLingui();
  const go = useNavigate();
  const names = useKindNames();
  const { q } = useSearch({ strict: false });
  const back = () => void go({ to: places[kind].list, search: q ? { q } : {} });
  const merge = () =>
    void go({ to: ".", search: ({ q: words }) => ({ q: words, panel: "merge" }) });
  const edit = () => void go({ to: ".", search: (before) => ({ ...before, panel: "edit" }) });
  return (
    <article className={look.record} aria-label={name}>
      <header className={look.header}>
        <ActionIcon
          className={look.back ?? ""}
          onClick={back}
          aria-label={t`Back to the list: ${names[kind]}`}
        >
          <IconChevronLeft size={20} stroke={1.75} />
        </ActionIcon>
        {sign}
        <h1 className={look.title}>{name}</h1>
        {actions}
        <Button
          size="xs"
          variant="default"
          className={look.edit ?? ""}
          leftSection={<IconPencil size={14} stroke={1.5} />}
          aria-label={t`Edit`}
          onClick={edit}
        >
          <span className={look.editWord}>
            <Trans>Edit</Trans>
          </span>
        </Button>
        <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
          <Menu.Target>
            <ActionIcon size={28} aria-label={t`More actions`}>
              <IconDots size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {kind === "deals" ? null : (
              <Menu.Item leftSection={<IconArrowMerge size={14} stroke={1.5} />} onClick={merge}>
                <Trans>Merge…</Trans>
              </Menu.Item>
            )}
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={14} stroke={1.5} />}
              onClick={onDelete}
            >
              <Trans>Delete</Trans>
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </header>
      <div className={look.scroll} tabIndex={-1} data-record>
        <div className={look.columns}>
          <div className={look.side}>{side}</div>
          <div className={look.main}>{children}</div>
        </div>
      </div>
    </article>
  );
}
