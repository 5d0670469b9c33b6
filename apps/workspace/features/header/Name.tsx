import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Ticket } from "#contract/tickets.ts";
import { useChange } from "../../kit/change.ts";
import classes from "./TicketHeader.module.css";

/** The name; a click makes it a field. Enter keeps, Esc leaves it as it was. */
export function Name({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const change = useChange(ticket.number);
  const [typed, setTyped] = useState<string | null>(null);

  function keep() {
    const name = typed?.trim();
    setTyped(null);
    if (name && name !== ticket.name) void change({ name }, t`Ticket renamed`);
  }

  if (typed === null)
    return (
      <h2 className={classes.nameTitle}>
        <button
          type="button"
          className={classes.nameButton}
          disabled={!ticket.may.edit}
          title={ticket.may.edit ? t`Rename` : ticket.name}
          onClick={() => setTyped(ticket.name)}
        >
          {ticket.name}
        </button>
      </h2>
    );
  return (
    <input
      className={classes.nameField}
      aria-label={t`Ticket name`}
      value={typed}
      maxLength={500}
      autoFocus
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
        if (event.key !== "Escape") return;
        event.stopPropagation();
        setTyped(null);
      }}
    />
  );
}
