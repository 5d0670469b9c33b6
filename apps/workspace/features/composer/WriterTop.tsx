import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconPictureInPictureTop,
  IconTrash,
} from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Desk } from "../../live/drafts.ts";
import { isBlank } from "../../live/writing.ts";
import { Saved } from "./Saved.tsx";
import classes from "./Writer.module.css";

type Props = {
  desk: Desk;
  tabs: ReactNode;
  expanded: boolean;
  onDiscard: () => void;
  onExpand: (() => void) | undefined;
  onFloat: (() => void) | undefined;
};

/** What is being written, whether it is safe, and how large it stands. */
export function WriterTop({ desk, tabs, expanded, onDiscard, onExpand, onFloat }: Props) {
  const { t } = useLingui();
  const SizeIcon = expanded ? IconArrowsMinimize : IconArrowsMaximize;
  return (
    <header className={classes.top}>
      {tabs}
      <span className={classes.grow} />
      <Saved state={desk.state} />
      {isBlank(desk.writing) ? null : (
        <Tool label={t`Discard draft`} onClick={onDiscard}>
          <IconTrash size={16} stroke={1.5} />
        </Tool>
      )}
      {onExpand ? (
        <Tool label={expanded ? t`Make smaller` : t`Expand`} onClick={onExpand}>
          <SizeIcon size={16} stroke={1.5} />
        </Tool>
      ) : null}
      {onFloat ? (
        <Tool label={t`Open in a window`} onClick={onFloat}>
          <IconPictureInPictureTop size={16} stroke={1.5} />
        </Tool>
      ) : null}
    </header>
  );
}

function Tool({
  label,
  children,
  onClick,
}: {
  label: string;
  children: ReactNode;
  onClick: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={28} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
