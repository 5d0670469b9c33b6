import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Source } from "#contract/common.ts";
import type { Ticket } from "#contract/tickets.ts";
import { EditableText } from "../../kit/EditableText.tsx";
import { NotSaved } from "../../kit/NotSaved.tsx";
import { OwnProperties } from "../../kit/OwnProperties.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { PipelinePicker } from "../../kit/PipelinePicker.tsx";
import { PriorityChoice } from "../../kit/PriorityChoice.tsx";
import { useSourceNames } from "../../kit/sources.ts";
import { usePropertyNames } from "../../kit/property-names.ts";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { queries } from "../../live/queries.ts";
import { Card } from "./Card.tsx";
import classes from "./Sidebar.module.css";
import { useTicketProperties } from "./ticket-properties.ts";

/** What the ticket is about, edited where it stands. */
export function PropertiesCard({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const nameOf = usePropertyNames();
  const { may } = ticket;
  const editing = useTicketProperties(ticket);
  const set = (name: "category" | "description" | "resolution") => (value: string | null) =>
    editing.set(name, value);
  return (
    <Card title={t`Ticket`}>
      <dl className={classes.rows}>
        <dt>{nameOf("category")}</dt>
        <dd>
          <Category value={editing.category} disabled={!may.edit} onChange={set("category")} />
        </dd>
        <dt>{nameOf("priority")}</dt>
        <dd>
          <PriorityChoice ticket={ticket} />
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
          <PipelinePicker ticket={ticket} />
        </dd>
        <dt>
          <Trans>Source</Trans>
        </dt>
        <dd className={classes.value}>
          <SourceWords source={ticket.source} />
          {ticket.outbound ? (
            <span className={classes.faint}>
              {" "}
              <Trans>(outbound)</Trans>
            </span>
          ) : null}
        </dd>
        <Dated label={t`Created on`} at={ticket.createdAt} />
        <Dated label={t`Closed on`} at={ticket.closedAt} />
        <Dated label={t`Reopened on`} at={ticket.reopenedAt} />
        {ticket.lastClosedAt === ticket.closedAt ? null : (
          <Dated label={t`Last closed on`} at={ticket.lastClosedAt} />
        )}
      </dl>
      <OwnProperties
        kind="ticket"
        values={editing.values}
        own={editing.own}
        errors={editing.errors}
        disabled={!may.edit}
        onSet={(property, value) => editing.set(property.name, value)}
      />
      {editing.isWaiting ? <NotSaved onDiscard={editing.discard} /> : null}
    </Card>
  );
}

function Dated({ label, at }: { label: string; at: string | null }) {
  const { i18n } = useLingui();
  if (!at) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd className={`${classes.value} sp-numbers`}>{fullMoment(at, i18n.locale)}</dd>
    </>
  );
}

/** A list where the desk has one for it, free text otherwise. */
function Category({
  value,
  disabled,
  onChange,
}: {
  value: string | null;
  disabled: boolean;
  onChange: (value: string | null) => void;
}) {
  const { t } = useLingui();
  const property = useQuery(queries.properties()).data?.items.find(
    ({ name }) => name === "category",
  );
  const options = property?.options ?? [];
  if (options.length === 0)
    return (
      <EditableText label={t`Category`} value={value} disabled={disabled} onChange={onChange} />
    );
  const isKnown = !value || options.some((one) => one.value === value);
  const known = isKnown ? options : [...options, { value, label: value }];
  return (
    <Picker
      label={t`Category`}
      value={value ?? ""}
      options={[{ value: "", label: t`None` }, ...known]}
      onPick={(picked) => onChange(picked || null)}
      disabled={disabled}
    >
      <span>
        {known.find((one) => one.value === value)?.label ?? (
          <span className={classes.faint}>—</span>
        )}
      </span>
    </Picker>
  );
}

function SourceWords({ source }: { source: Source }) {
  return useSourceNames()(source);
}
