import { NumberInput, Select } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { CloseDate, type Pipeline } from "#contract/pipelines.ts";
import { Card, Row } from "../../../kit/Card.tsx";
import { StatusDot } from "../../../kit/StatusDot.tsx";
import { changePipeline } from "./change.ts";

type Props = { pipeline: Pipeline };

/** What mail does to a ticket by itself, and what closing and opening again do to its dates. */
export function Automations({ pipeline }: Props) {
  const { t } = useLingui();
  return (
    <Card
      title={t`Automations`}
      says={t`A status chosen by hand when sending always wins over these.`}
    >
      <Automation
        pipeline={pipeline}
        name="statusOnReplyId"
        label={t`After a reply to the customer`}
        says={t`Sending from the ticket sets this status.`}
      />
      <Automation
        pipeline={pipeline}
        name="statusOnCustomerReplyId"
        label={t`After the customer answered`}
        says={t`Their mail sets this status and reopens a closed ticket.`}
      />
      <ClosedAnswer pipeline={pipeline} />
      <CloseDateRow pipeline={pipeline} />
    </Card>
  );
}

type AutomationProps = Props & {
  name: "statusOnReplyId" | "statusOnCustomerReplyId";
  label: string;
  says: string;
};

function Automation({ pipeline, name, label, says }: AutomationProps) {
  const { t } = useLingui();
  const id = `${name}-${pipeline.id}`;
  const now = pipeline.statuses.find((status) => status.id === pipeline[name]);
  return (
    <Row label={label} says={says} htmlFor={id}>
      <Select
        id={id}
        allowDeselect={false}
        leftSection={now ? <StatusDot color={now.color} kind={now.kind} /> : null}
        data={[
          { value: "", label: t`Leave the status as it is` },
          ...pipeline.statuses.map((status) => ({ value: status.id, label: status.name })),
        ]}
        value={pipeline[name] ?? ""}
        onChange={(statusId) => void changePipeline(pipeline, { [name]: statusId || null })}
      />
    </Row>
  );
}

const usualDays = 14;

function ClosedAnswer({ pipeline }: Props) {
  const { t } = useLingui();
  const { id: pipelineId, reopenDays } = pipeline;
  const id = `closed-${pipelineId}`;
  const now = reopenDays === null ? "channel" : reopenDays === 0 ? "new" : "reopen";
  const days = { channel: null, new: 0, reopen: reopenDays || usualDays };
  const options = [
    { value: "channel" as const, label: t`As the channel says` },
    { value: "reopen" as const, label: t`Reopens it for` },
    { value: "new" as const, label: t`Is always a new ticket` },
  ];
  return (
    <Row
      label={t`An answer to a closed ticket`}
      says={t`Later answers make a new ticket in this pipeline that points to the old one.`}
      htmlFor={id}
    >
      <Select
        id={id}
        allowDeselect={false}
        data={options}
        value={now}
        onChange={(value) => {
          const chosen = options.find((one) => one.value === value)?.value;
          if (chosen) void changePipeline(pipeline, { reopenDays: days[chosen] });
        }}
      />
      {now === "reopen" ? (
        <NumberInput
          key={reopenDays}
          w={92}
          flex="none"
          hideControls
          aria-label={t`Days within which an answer reopens`}
          suffix={` ${t`days`}`}
          min={1}
          max={3650}
          allowDecimal={false}
          defaultValue={reopenDays ?? usualDays}
          onBlur={(event) => {
            const to = Number.parseInt(event.currentTarget.value, 10);
            if (to >= 1 && to <= 3650 && to !== reopenDays)
              void changePipeline(pipeline, { reopenDays: to });
          }}
        />
      ) : null}
    </Row>
  );
}

function CloseDateRow({ pipeline }: Props) {
  const { t } = useLingui();
  const id = `close-date-${pipeline.id}`;
  const names: Record<CloseDate, string> = {
    cleared_on_reopen: t`Cleared when it opens again`,
    kept_on_reopen: t`Kept until it is closed again`,
    first_close: t`The first one, for ever`,
  };
  return (
    <Row
      label={t`Close date`}
      says={t`Entering a closed status sets it. When a ticket was closed last is kept in any case.`}
      htmlFor={id}
    >
      <Select
        id={id}
        allowDeselect={false}
        data={CloseDate.options.map((value) => ({ value, label: names[value] }))}
        value={pipeline.closeDate}
        onChange={(closeDate) =>
          closeDate && void changePipeline(pipeline, { closeDate: CloseDate.parse(closeDate) })
        }
      />
    </Row>
  );
}
