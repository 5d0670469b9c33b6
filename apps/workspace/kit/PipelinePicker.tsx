import { useLingui } from "@lingui/react/macro";
import type { Ticket } from "#contract/tickets.ts";
import { useStatuses } from "../live/statuses.ts";
import { useChange } from "./change.ts";
import { Picker } from "./Picker.tsx";

/** The pipeline, with every one that I may use; the ticket then stands where tickets begin there. */
export function PipelinePicker({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const { usable, pipeline } = useStatuses();
  const change = useChange(ticket.number);
  const now = pipeline(ticket.pipelineId);
  const move = (pipelineId: string) => {
    const to = pipeline(pipelineId);
    if (to && pipelineId !== ticket.pipelineId)
      void change({ pipelineId }, t`#${ticket.number} is in “${to.name}” now.`);
  };
  return (
    <Picker
      label={t`Pipeline`}
      value={ticket.pipelineId}
      options={usable.map(({ id, name }) => ({ value: id, label: name }))}
      onPick={move}
      disabled={!ticket.may.edit || usable.length < 2}
    >
      <span>{now?.name ?? "…"}</span>
    </Picker>
  );
}
