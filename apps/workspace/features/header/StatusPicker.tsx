import { IconCircleDot } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import type { Ticket } from "#contract/tickets.ts";
import { useChange } from "../../kit/change.ts";
import { Picker, type PickerHandle } from "../../kit/Picker.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { useStatuses } from "../../live/statuses.ts";
import { picked } from "../../live/picked.ts";
import { useStore } from "../../live/store.ts";
import { useAction } from "../../shell/keyboard.ts";

/** The status, with every one of the ticket's pipeline; asks first for what the new one needs. */
export function StatusPicker({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const { pipeline, status } = useStatuses();
  const change = useChange(ticket.number);
  const picker = useRef<PickerHandle>(null);
  const none = useStore(picked) === 0;
  useAction({
    id: "ticket.status",
    label: t`Set the status…`,
    keys: "s",
    group: "ticket",
    icon: IconCircleDot,
    run: () => picker.current?.open(),
    when: ticket.may.edit && none,
  });
  const statuses = pipeline(ticket.pipelineId)?.statuses ?? [];
  const now = status(ticket.statusId);

  function set(statusId: string) {
    const to = status(statusId);
    if (to && statusId !== ticket.statusId)
      void change({ statusId }, t`#${ticket.number} is now “${to.name}”.`);
  }

  return (
    <Picker
      ref={picker}
      label={t`Status`}
      value={ticket.statusId}
      options={statuses.map(({ id, name, color, kind }) => ({
        value: id,
        label: name,
        icon: <StatusDot color={color} kind={kind} />,
      }))}
      onPick={set}
      disabled={!ticket.may.edit}
      width={240}
    >
      {now ? <StatusDot color={now.color} kind={now.kind} /> : null}
      <span>{now?.name ?? "…"}</span>
    </Picker>
  );
}
