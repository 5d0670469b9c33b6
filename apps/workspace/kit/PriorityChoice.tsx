import { useLingui } from "@lingui/react/macro";
import type { Ref } from "react";
import { Priority } from "#contract/common.ts";
import type { Ticket } from "#contract/tickets.ts";
import { useChange } from "./change.ts";
import { Picker, type PickerHandle } from "./Picker.tsx";
import look from "./PriorityChoice.module.css";
import { PriorityMark, usePriorityNames } from "./PriorityMark.tsx";

/** The priority of a ticket, to be changed where it stands. */
export function PriorityChoice({ ticket, ref }: { ticket: Ticket; ref?: Ref<PickerHandle> }) {
  const { t } = useLingui();
  const name = usePriorityNames();
  const { priority, number, may } = ticket;
  const change = useChange(number);
  const options = [...Priority.options.toReversed(), null].map((value) => ({
    value: value ?? "none",
    label: name(value),
    icon: <PriorityMark priority={value} silent />,
  }));
  function set(value: string) {
    const to = Priority.nullable().catch(null).parse(value);
    if (to !== priority) void change({ priority: to }, t`Priority of #${number}: ${name(to)}.`);
  }
  return (
    <Picker
      {...(ref ? { ref } : {})}
      label={t`Priority`}
      value={priority ?? "none"}
      options={options}
      onPick={set}
      disabled={!may.edit}
      width={200}
    >
      <PriorityMark priority={priority} silent />
      <span className={priority ? undefined : look.none}>{name(priority)}</span>
    </Picker>
  );
}
