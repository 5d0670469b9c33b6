import type { Ticket } from "#contract/tickets.ts";
import { usePropertyNames } from "../../kit/property-names.ts";
import { PlainText } from "../../kit/PlainText.tsx";
import { useSourceNames } from "../../kit/sources.ts";
import classes from "./Described.module.css";

/** A call, a form or whatever else was written down: what it was about comes before what was written since. */
export function Described({ ticket: { source, description } }: { ticket: Ticket }) {
  const nameOf = usePropertyNames();
  const cameBy = useSourceNames();
  if (source === "email" || !description) return null;
  return (
    <li className={classes.described}>
      <span className={classes.kind}>
        {cameBy(source)} · {nameOf("description")}
      </span>
      <PlainText text={description} className={classes.text} />
    </li>
  );
}
