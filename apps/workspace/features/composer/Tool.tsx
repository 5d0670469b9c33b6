import { ActionIcon } from "@mantine/core";
import type { ComponentType } from "react";
import { Tip } from "../../kit/Tip.tsx";
import classes from "./Toolbar.module.css";

type Glyph = ComponentType<{ size?: number; stroke?: number }>;

/** One button of the toolbar; the caret stays in the text. */
export function Tool({
  label,
  icon: Glyph,
  active,
  onClick,
}: {
  label: string;
  icon: Glyph;
  active?: boolean;
  onClick: () => void;
}) {
  return (
    <Tip label={label}>
      <ActionIcon
        className={classes.tool}
        size={26}
        aria-label={label}
        {...(active === undefined ? {} : { "aria-pressed": active })}
        data-active={active || undefined}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClick}
      >
        <Glyph size={16} stroke={1.5} />
      </ActionIcon>
    </Tip>
  );
}
