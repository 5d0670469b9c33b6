import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconPictureInPictureTop,
  IconTrash,
} from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Desk } from "../../live/drafts.ts";
import { Tool } from "../../kit/Tool.tsx";
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
        <Tool
          label={t`Discard draft`}
          onClick={onDiscard}
          icon={<IconTrash size={16} stroke={1.5} />}
        />
      )}
      {onExpand ? (
        <Tool
          label={expanded ? t`Make smaller` : t`Expand`}
          onClick={onExpand}
          icon={<SizeIcon size={16} stroke={1.5} />}
        />
      ) : null}
      {onFloat ? (
        <Tool
          label={t`Open in a window`}
          onClick={onFloat}
          icon={<IconPictureInPictureTop size={16} stroke={1.5} />}
        />
      ) : null}
    </header>
  );
}
