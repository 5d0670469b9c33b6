import { cloneElement, type ReactElement } from "react";

type Hinted = { "data-tip"?: string; "data-tip-side"?: string };

/** A short word on what a button does. It costs nothing until somebody points: one element in the shell draws them all. */
export function Tip({
  label,
  position = "bottom",
  children,
}: {
  label: string;
  position?: "bottom" | "right";
  children: ReactElement<Hinted>;
}) {
  return cloneElement(children, { "data-tip": label, "data-tip-side": position });
}
