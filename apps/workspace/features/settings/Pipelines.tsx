import { MultiSelect, Select } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type Pipeline, type Status, updatePipeline, updateStatus } from "#contract/pipelines.ts";
import { usePropertyNames } from "../../kit/ActivityWords.tsx";
import { Card, Row } from "../../kit/Card.tsx";
import { Page } from "../../kit/Page.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import look from "./Pipelines.module.css";

/** The ways a ticket goes: its statuses, what they ask for, and the two ready automations. */
export function Pipelines() {
  const { t } = useLingui();
  const pipelines = useQuery(queries.pipelines()).data?.items;
  return (
    <Page
      title={t`Pipelines`}
      lead={t`The statuses a ticket passes, what it must carry to enter them, and what mail does to them by itself.`}
    >
      {pipelines?.map((pipeline) => (
        <PipelineCards key={pipeline.id} pipeline={pipeline} />
      ))}
    </Page>
  );
}

function PipelineCards({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useLingui();
  return (
    <>
      <Card
        title={pipeline.name}
        says={t`Nobody gets around a required property, nor does the API: whoever sets the status is asked for it first.`}
      >
        {pipeline.statuses.map((status) => (
          <StatusRow key={status.id} status={status} />
        ))}
      </Card>
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
      </Card>
    </>
  );
}

function StatusRow({ status }: { status: Status }) {
  const { t } = useLingui();
  const nameOf = usePropertyNames();
  const properties = useQuery(queries.properties()).data?.items ?? [];
  return (
    <Row
      label={
        <span className={look.status}>
          <StatusDot color={status.color} kind={status.kind} />
          {status.name}
          {status.kind === "closed" ? (
            <span className={look.kind}>
              <Trans>counts as closed</Trans>
            </span>
          ) : null}
        </span>
      }
    >
      <MultiSelect
        aria-label={t`Required for ${status.name}`}
        placeholder={status.requiredProperties.length === 0 ? t`No required fields` : ""}
        data={properties.map(({ name }) => ({ value: name, label: nameOf(name) }))}
        value={status.requiredProperties}
        onChange={(requiredProperties) => void require(status, requiredProperties)}
      />
    </Row>
  );
}

type AutomationProps = {
  pipeline: Pipeline;
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
        onChange={(statusId) => void change(pipeline, { [name]: statusId || null })}
      />
    </Row>
  );
}

async function require(status: Status, requiredProperties: string[]) {
  const { id: statusId, pipelineId } = status;
  const back = draw((pipeline) => ({
    ...pipeline,
    statuses: pipeline.statuses.map((one) =>
      one.id === statusId ? { ...one, requiredProperties } : one,
    ),
  }));
  await call(updateStatus, { pipelineId, statusId, requiredProperties }).catch(back);
}

type Automations = Partial<Pick<Pipeline, AutomationProps["name"]>>;

async function change({ id: pipelineId }: Pipeline, automations: Automations) {
  const back = draw((pipeline) =>
    pipeline.id === pipelineId ? { ...pipeline, ...automations } : pipeline,
  );
  await call(updatePipeline, { pipelineId, ...automations }).catch(back);
}

/** Draws a change at once; what it answers takes it back and says why. */
function draw(changed: (pipeline: Pipeline) => Pipeline) {
  const { queryKey } = queries.pipelines();
  const before = cache.getQueryData(queryKey);
  cache.setQueryData(queryKey, (now) => now && { ...now, items: now.items.map(changed) });
  return (error: unknown) => {
    cache.setQueryData(queryKey, before);
    toastError(error);
  };
}
