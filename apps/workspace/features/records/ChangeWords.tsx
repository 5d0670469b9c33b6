import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import type { TimelineEntry } from "#contract/timeline.ts";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { useUndoMerge } from "./merge.ts";
import look from "./Timeline.module.css";

type Change = Extract<TimelineEntry, { kind: "change" }>;

/** What somebody did to the record itself, in words. */
export function ChangeWords({ entry }: { entry: Change }) {
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
      return (
        <Trans>
          {who} added the ticket #{other}
        </Trans>
      );
    case "ticket_removed":
      return (
        <Trans>
          {who} removed the ticket #{other}
        </Trans>
      );
    case "changed":
      return <FieldWords entry={entry} />;
  }
}

function FieldWords({ entry }: { entry: Change }) {
  const { t } = useLingui();
  const names = useFieldNames();
  const who = <b>{entry.by.name || t`Sportello`}</b>;
  const name = <em>{names[entry.property ?? ""] ?? entry.property}</em>;
  if (entry.to === null)
    return (
      <Trans>
        {who} emptied {name}
      </Trans>
    );
  const value = (
    <span className={look.value}>
      <Value property={entry.property} value={entry.to} />
    </span>
  );
  return (
    <Trans>
      {who} set {name} to {value}
    </Trans>
  );
}

function useFieldNames(): Record<string, string> {
  const { t } = useLingui();
  return {
    name: t`Name`,
    emails: t`E-mail addresses`,
    phones: t`Phone numbers`,
    jobTitle: t`Job title`,
    companyId: t`Company`,
    ownerId: t`Owner`,
    domains: t`Domains`,
  };
}

/** Ids are read as the names of what they stand for. */
function Value({ property, value }: { property: string | null; value: string }) {
  const { user } = usePeople();
  if (property === "ownerId") return user(value)?.name ?? "…";
  if (property === "companyId") return <CompanyName id={value} />;
  return value;
}

function CompanyName({ id }: { id: string }) {
  return useQuery(queries.company(id)).data?.name ?? "…";
}
