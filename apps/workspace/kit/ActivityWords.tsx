import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Priority } from "#contract/common.ts";
import type { Activity } from "#contract/activity.ts";
import { usePeople } from "../live/people.ts";
import { queries } from "../live/queries.ts";
import { FileValue } from "./FileValue.tsx";
import { usePriorityNames } from "./PriorityMark.tsx";
import { usePropertyNames } from "./property-names.ts";
import { useProperties, useStoredWords } from "./PropertyWords.tsx";
import { OverriddenWords, type Part, PipelineWords, StatusWords } from "./StatusWords.tsx";

/** One line of a ticket's history in words: who did what. */
export function ActivityWords({ step }: { step: Activity }) {
  const { t } = useLingui();
  const who = <b>{step.by.name || t`Sportello`}</b>;
  const words: Record<Activity["what"], () => ReactNode> = {
    created: () => <Trans>{who} created the ticket</Trans>,
    received: () => <Trans>{who} wrote</Trans>,
    replied: () => <Trans>{who} replied</Trans>,
    commented: () => <Trans>{who} added a comment</Trans>,
    comment_edited: () => <Trans>{who} changed a comment</Trans>,
    comment_deleted: () => <Trans>{who} deleted a comment</Trans>,
    comment_restored: () => <Trans>{who} restored a comment</Trans>,
    forwarded: () => (
      <Trans>
        {who} forwarded a message to <em>{step.to}</em>
      </Trans>
    ),
    reply_undone: () => <Trans>{who} took a reply back</Trans>,
    send_later_stopped: () =>
      step.to === "reply_outdated" ? (
        <Trans>
          A planned reply was not sent, because something newer was written; it is a draft again
        </Trans>
      ) : (
        <Trans>A planned reply could not be sent; it is a draft again</Trans>
      ),
    delivery_failed: () => <Trans>A reply could not be delivered</Trans>,
    name_changed: () => (
      <Trans>
        {who} renamed the ticket to “{step.to}”
      </Trans>
    ),
    status_changed: () => <StatusWords who={who} step={step} />,
    pipeline_changed: () => <PipelineWords who={who} step={step} />,
    owner_changed: () => <OwnerWords who={who} step={step} />,
    priority_changed: () => <PriorityWords who={who} step={step} />,
    property_changed: () => <PropertyWords who={who} step={step} />,
    contact_added: () => (
      <Trans>
        {who} added the contact <ContactName id={step.to} />
      </Trans>
    ),
    contact_removed: () => (
      <Trans>
        {who} removed the contact <ContactName id={step.from ?? step.to} />
      </Trans>
    ),
    main_contact_changed: () => (
      <Trans>
        {who} made <ContactName id={step.to} /> the main contact
      </Trans>
    ),
    company_changed: () =>
      step.to ? (
        <Trans>
          {who} set the company to <CompanyName id={step.to} />
        </Trans>
      ) : (
        <Trans>{who} removed the company</Trans>
      ),
    deal_added: () => (
      <Trans>
        {who} added the deal <DealName id={step.to} />
      </Trans>
    ),
    deal_removed: () => (
      <Trans>
        {who} removed the deal <DealName id={step.from} />
      </Trans>
    ),
    deleted: () => <Trans>{who} deleted the ticket</Trans>,
    restored: () => <Trans>{who} restored the ticket</Trans>,
    merged: () =>
      step.to ? (
        <Trans>
          {who} joined the ticket to <em>#{step.to}</em>
        </Trans>
      ) : (
        <Trans>
          {who} joined <em>#{step.from}</em> to the ticket
        </Trans>
      ),
    unmerged: () => (
      <Trans>
        {who} took <em>#{step.from ?? step.to}</em> apart from the ticket
      </Trans>
    ),
    marked_spam: () => <Trans>{who} called the ticket spam</Trans>,
    unmarked_spam: () => <Trans>{who} said that the ticket is no spam</Trans>,
    shared: () => <SharedWords who={who} step={step} />,
    unshared: () => <SharedWords who={who} step={step} />,
    status_kept: () => (
      <Trans>
        {who} kept the status <em>{step.toName}</em>
      </Trans>
    ),
    rule_overridden: () => <OverriddenWords who={who} step={step} />,
  };
  return <>{words[step.what]()}</>;
}

function OwnerWords({ who, step }: Part) {
  const { user, team } = usePeople();
  if (!step.to) return <Trans>{who} removed the owner</Trans>;
  if (step.to === step.by.id) return <Trans>{who} took the ticket</Trans>;
  const name = user(step.to)?.name ?? team(step.to)?.name ?? "?";
  return (
    <Trans>
      {who} assigned the ticket to <em>{name}</em>
    </Trans>
  );
}

function SharedWords({ who, step }: Part) {
  const { user, team } = usePeople();
  const id = step.to ?? step.from;
  const name = user(id)?.name ?? team(id)?.name ?? "?";
  if (step.what === "unshared")
    return (
      <Trans>
        {who} stopped sharing the ticket with <em>{name}</em>
      </Trans>
    );
  if (step.property === "edit")
    return (
      <Trans>
        {who} shared the ticket with <em>{name}</em>, to view and edit
      </Trans>
    );
  return (
    <Trans>
      {who} shared the ticket with <em>{name}</em>, to view
    </Trans>
  );
}

function PriorityWords({ who, step }: Part) {
  const nameOf = usePriorityNames();
  const read = Priority.safeParse(step.to);
  if (!read.success) return <Trans>{who} removed the priority</Trans>;
  const name = nameOf(read.data);
  return (
    <Trans>
      {who} set the priority to <em>{name}</em>
    </Trans>
  );
}

function PropertyWords({ who, step }: Part) {
  const nameOf = usePropertyNames();
  const sayValue = useStoredWords("ticket");
  const property = step.property ?? "";
  const name = nameOf(property);
  const isFile = useProperties("ticket").some(
    (one) => one.name === property && one.type === "file",
  );
  const look = (value: string | null) =>
    isFile && value ? <FileValue id={value} /> : sayValue(property, value);
  const [from, to] = [look(step.from), look(step.to)];
  if (!to)
    return (
      <Trans>
        {who} emptied <em>{name}</em>
      </Trans>
    );
  if (from)
    return (
      <Trans>
        {who} changed <em>{name}</em>: {from} → {to}
      </Trans>
    );
  return (
    <Trans>
      {who} set <em>{name}</em> to “{to}”
    </Trans>
  );
}

function ContactName({ id }: { id: string | null }) {
  const { data } = useQuery({ ...queries.contact(id ?? ""), enabled: id !== null });
  return <em>{data?.name ?? "…"}</em>;
}

function CompanyName({ id }: { id: string }) {
  const { data } = useQuery(queries.company(id));
  return <em>{data?.name ?? "…"}</em>;
}

function DealName({ id }: { id: string | null }) {
  const { data } = useQuery({ ...queries.deal(id ?? ""), enabled: id !== null });
  return <em>{data?.name ?? "…"}</em>;
}
