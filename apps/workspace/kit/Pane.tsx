import type { ReactNode } from "react";
import classes from "./Pane.module.css";

/** A column of the workspace: a header of 48 px that aligns with its neighbours, and a body that scrolls by itself. */
export function Pane({
  label,
  header,
  children,
  as: Tag = "section",
}: {
  label: string;
  header?: ReactNode;
  children: ReactNode;
  as?: "section" | "nav" | "aside";
}) {
  return (
    <Tag className={classes.pane} aria-label={label}>
      {header ? <div className={classes.header}>{header}</div> : null}
      <div className={classes.body}>{children}</div>
    </Tag>
  );
}
