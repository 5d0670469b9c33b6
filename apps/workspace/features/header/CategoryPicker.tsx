import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import type { Ticket } from "#contract/tickets.ts";
import { useChange } from "../../kit/change.ts";
import { Picker } from "../../kit/Picker.tsx";
import { queries } from "../../live/queries.ts";
import classes from "./TicketHeader.module.css";

/** What the ticket is about, where the desk has a list for it; the details have it too. */
export function CategoryPicker({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const { category, number, may } = ticket;
  const change = useChange(number);
  const known = useQuery(queries.properties()).data?.items.find(({ name }) => name === "category");
  const options = known?.options ?? [];
  if (options.length === 0) return null;
  const name = (value: string | null) =>
    options.find((one) => one.value === value)?.label ?? value ?? t`No category`;
  function set(value: string) {
    const to = value || null;
    if (to !== category) void change({ category: to }, t`Category of #${number}: ${name(to)}.`);
  }
  return (
    <span className={classes.category} data-none={category === null || undefined}>
      <Picker
        label={t`Category`}
        value={category ?? ""}
        options={[{ value: "", label: name(null) }, ...options]}
        onPick={set}
        disabled={!may.edit}
        width={220}
      >
        <span className={category ? undefined : classes.none}>{name(category)}</span>
      </Picker>
    </span>
  );
}
