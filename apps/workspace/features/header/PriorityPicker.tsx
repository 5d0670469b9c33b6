import { IconFlag } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import { Priority } from "#contract/common.ts";
import type { Ticket } from "#contract/tickets.ts";
import { useChange } from "../../kit/change.ts";
import { Picker, type PickerHandle } from "../../kit/Picker.tsx";
import { PriorityMark, usePriorityNames } from "../../kit/PriorityMark.tsx";
import { picked } from "../../live/picked.ts";
import { useStore } from "../../live/store.ts";
import { useAction } from "../../shell/keyboard.ts";
import classes from "./TicketHeader.module.css";

export function PriorityPicker({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const name = usePriorityNames();
  const change = useChange(ticket.number);
  const picker = useRef<PickerHandle>(null);
  const none = useStore(picked) === 0;
  const { priority, number, may } = ticket;
  useAction({
    id: "ticket.priority",
    label: t`Set the priority…`,
    keys: "p",
    group: "ticket",
    icon: IconFlag,
    run: () => picker.current?.open(),
    when: may.edit && none,
  });
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
      ref={picker}
      label={t`Priority`}
      value={priority ?? "none"}
      options={options}
      onPick={set}
      disabled={!may.edit}
      width={200}
    >
      <PriorityMark priority={priority} silent />
      <span className={priority ? undefined : classes.none}>{name(priority)}</span>
    </Picker>
  );
}
