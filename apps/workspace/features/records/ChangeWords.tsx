import { Button } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { DealStage } from "#contract/deals.ts";
import { ownField } from "#contract/forms.ts";
import type { RecordKind } from "#contract/properties.ts";
import type { TimelineEntry } from "#contract/timeline.ts";
import { FileValue } from "../../kit/FileValue.tsx";
import { useProperties, useStoredWords } from "../../kit/PropertyWords.tsx";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { useUndoMerge } from "./merge.ts";
import { useDay, useStageNames } from "./stages.ts";
import look from "./Timeline.module.css";

type Change = Extract<TimelineEntry, { kind: "change" }>;
type Props = { kind: RecordKind; entry: Change };

/** What somebody did to the record itself, in words. */
export function ChangeWords({ kind, entry }: Props) {
  const { t } = useLingui();
  const undo = useUndoMerge();
  const who = <b>{entry.by.name || t`Sportello`}</b>;
  const other = entry.to ?? "";
  switch (entry.what) {
    case "created":
      return <Trans>{who} created this record</Trans>;
    case "deleted":
      return <Trans>{who} deleted this record</Trans>;
    case "restored":
      return <Trans>{who} restored this record</Trans>;
    case "merged":
      return (
        <>
          <Trans>
            {who} merged <em>{other}</em> into this record
          </Trans>{" "}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => entry.from && undo(entry.from)}
            aria-label={t`Undo the merge of ${other}`}
          >
            <Trans>Undo</Trans>
          </Button>
        </>
      );
    case "unmerged":
      return (
        <Trans>
          {who} took the merge of <em>{other}</em> back
        </Trans>
      );
    case "ticket_added":
      if (entry.to === null) return <Trans>{who} added a ticket that you cannot see</Trans>;
      return (
        <Trans>
          {who} added the ticket #{other}
        </Trans>
      );
    case "ticket_removed":
      if (entry.to === null) return <Trans>{who} removed a ticket that you cannot see</Trans>;
      return (
        <Trans>
          {who} removed the ticket #{other}
        </Trans>
      );
    case "changed":
      return <FieldWords kind={kind} entry={entry} />;
  }
}

function FieldWords({ kind, entry }: Props) {
  const { t } = useLingui();
  const nameOf = useFieldNames(kind);
  const who = <b>{entry.by.name || t`Sportello`}</b>;
  const name = <em>{nameOf(entry.property ?? "")}</em>;
  if (entry.to === null)
    return (
      <Trans>
        {who} emptied {name}
      </Trans>
    );
  const value = (
    <span className={look.value}>
      <Value kind={kind} property={entry.property ?? ""} value={entry.to} />
    </span>
  );
  return (
    <Trans>
      {who} set {name} to {value}
    </Trans>
  );
}

/** Fields in the user's language, properties as the desk calls them. */
function useFieldNames(kind: RecordKind): (property: string) => string {
  const { t } = useLingui();
  const known = useProperties(kind);
  const names: Record<string, string> = {
    name: t`Name`,
    emails: t`E-mail addresses`,
    phones: t`Phone numbers`,
    jobTitle: t`Job title`,
    companyId: t`Company`,
    ownerId: t`Owner`,
    domains: t`Domains`,
    amount: t`Amount`,
    currency: t`Currency`,
    stage: t`Stage`,
    closeOn: t`Close date`,
    contacts: t`Contacts`,
  };
  return (property) => {
    const own = ownField(property);
    if (own === null) return names[property] ?? property;
    return known.find(({ name }) => name === own)?.label ?? own;
  };
}

/** Ids are read as the names of what they stand for. */
function Value({ kind, property, value }: { kind: RecordKind; property: string; value: string }) {
  const { user } = usePeople();
  const sayOwn = useStoredWords(kind);
  const stages = useStageNames();
  const day = useDay();
  const types = new Map(useProperties(kind).map(({ name, type }) => [name, type]));
  const own = ownField(property);
  if (own !== null && types.get(own) === "file") return <FileValue id={value} />;
  if (own !== null) return sayOwn(own, value);
  if (property === "ownerId") return user(value)?.name ?? "…";
  if (property === "companyId") return <CompanyName id={value} />;
  if (property === "contacts") return <ContactNames ids={value.split(", ")} />;
  if (property === "stage") return stages[DealStage.catch("new").parse(value)];
  if (property === "closeOn") return day(value);
  return value;
}

function CompanyName({ id }: { id: string }) {
  return useQuery(queries.company(id)).data?.name ?? "…";
}

function ContactNames({ ids }: { ids: readonly string[] }) {
  return useQueries({
    queries: ids.map((id) => queries.contact(id)),
    combine: (found) => found.map(({ data }) => data?.name ?? "…").join(", "),
  });
}
