import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Source } from "#contract/common.ts";
import type { Ticket } from "#contract/tickets.ts";
import { useChange } from "../../kit/change.ts";
import { Picker } from "../../kit/Picker.tsx";
import { useSourceNames } from "../../kit/sources.ts";
import { usePropertyNames } from "../../kit/ActivityWords.tsx";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { queries } from "../../live/queries.ts";
import { useStatuses } from "../../live/statuses.ts";
import { Card } from "./Card.tsx";
import { EditableText } from "./EditableText.tsx";
import classes from "./Sidebar.module.css";

/** What the ticket is about, edited where it stands. */
export function PropertiesCard({ ticket }: { ticket: Ticket }) {
  const { t, i18n } = useLingui();
  const nameOf = usePropertyNames();
  const change = useChange(ticket.number);
  const { may, number } = ticket;
  const set = (name: "category" | "description" | "resolution") => (value: string | null) => {
    const label = nameOf(name);
    void change({ [name]: value }, t`${label} of #${number} changed.`);
  };
  const moment = (at: string) => fullMoment(at, i18n.locale);
  return (
    <Card title={t`Ticket`}>
      <dl className={classes.rows}>
        <dt>{nameOf("category")}</dt>
        <dd>
          <Category ticket={ticket} onChange={set("category")} />
        </dd>
        <dt>{nameOf("description")}</dt>
        <dd>
          <EditableText
            label={nameOf("description")}
            value={ticket.description}
            long
            disabled={!may.edit}
            onChange={set("description")}
          />
        </dd>
        <dt>{nameOf("resolution")}</dt>
        <dd>
          <EditableText
            label={nameOf("resolution")}
            value={ticket.resolution}
            long
            disabled={!may.edit}
            onChange={set("resolution")}
          />
        </dd>
        <dt>
          <Trans>Pipeline</Trans>
        </dt>
        <dd>
          <PipelineOf ticket={ticket} />
        </dd>
        <dt>
          <Trans>Came by</Trans>
        </dt>
        <dd className={classes.value}>
          <SourceWords source={ticket.source} />
        </dd>
        <dt>
          <Trans>Created on</Trans>
        </dt>
        <dd className={`${classes.value} sp-numbers`}>{moment(ticket.createdAt)}</dd>
        {ticket.closedAt ? (
          <>
            <dt>
              <Trans>Closed on</Trans>
            </dt>
            <dd className={`${classes.value} sp-numbers`}>{moment(ticket.closedAt)}</dd>
          </>
        ) : null}
      </dl>
    </Card>
  );
}

/** A list where the desk has one for it, free text otherwise. */
function Category({
  ticket,
  onChange,
}: {
  ticket: Ticket;
  onChange: (value: string | null) => void;
}) {
  const { t } = useLingui();
  const property = useQuery(queries.properties()).data?.items.find(
    ({ name }) => name === "category",
  );
  const options = property?.options ?? [];
  if (options.length === 0)
    return (
      <EditableText
        label={t`Category`}
        value={ticket.category}
        disabled={!ticket.may.edit}
        onChange={onChange}
      />
    );
  const known =
    options.some(({ value }) => value === ticket.category) || !ticket.category
      ? options
      : [...options, { value: ticket.category, label: ticket.category }];
  return (
    <Picker
      label={t`Category`}
      value={ticket.category ?? ""}
      options={[{ value: "", label: t`None` }, ...known]}
      onPick={(value) => onChange(value || null)}
      disabled={!ticket.may.edit}
    >
      <span>
        {known.find(({ value }) => value === ticket.category)?.label ?? (
          <span className={classes.faint}>—</span>
        )}
      </span>
    </Picker>
  );
}

function PipelineOf({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const { pipelines, pipeline } = useStatuses();
  const change = useChange(ticket.number);
  const name = pipeline(ticket.pipelineId)?.name ?? "";
  if (pipelines.length < 2) return <div className={classes.value}>{name}</div>;
  const move = (pipelineId: string) => {
    const to = pipeline(pipelineId);
    const first = to?.statuses[0];
    if (to && first && pipelineId !== ticket.pipelineId)
      void change({ pipelineId, statusId: first.id }, t`#${ticket.number} is in “${to.name}” now.`);
  };
  return (
    <Picker
      label={t`Pipeline`}
      value={ticket.pipelineId}
      options={pipelines.map((one) => ({ value: one.id, label: one.name }))}
      onPick={move}
      disabled={!ticket.may.edit}
    >
      <span>{name}</span>
    </Picker>
  );
}

function SourceWords({ source }: { source: Source }) {
  return useSourceNames()(source);
}
