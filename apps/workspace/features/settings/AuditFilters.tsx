import { Button, Select, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { auditKinds } from "#contract/audit.ts";
import { usePeople } from "../../live/people.ts";
import { useAuditWords } from "./audit-words.ts";
import look from "./Audit.module.css";

export type Narrowed = { by?: string; kind?: string; from?: string; until?: string };

type Props = { narrowed: Narrowed; onNarrow: (narrowed: Narrowed) => void };

export function AuditFilters({ narrowed, onNarrow }: Props) {
  const { t } = useLingui();
  const { users } = usePeople();
  const words = useAuditWords();
  const set = (key: keyof Narrowed, value: string | null) => {
    const { [key]: _, ...rest } = narrowed;
    onNarrow(value ? { ...rest, [key]: value } : rest);
  };
  return (
    <div className={look.filters} role="group" aria-label={t`Filters`}>
      <Select
        label={t`Person`}
        placeholder={t`Everybody`}
        searchable
        clearable
        limit={100}
        data={users.map(({ id, name }) => ({ value: id, label: name }))}
        value={narrowed.by ?? null}
        onChange={(by) => set("by", by)}
      />
      <Select
        label={t`What happened`}
        placeholder={t`Everything`}
        searchable
        clearable
        data={auditKinds.map((kind) => ({ value: kind, label: words.kind(kind) }))}
        value={narrowed.kind ?? null}
        onChange={(kind) => set("kind", kind)}
      />
      <TextInput
        type="date"
        label={t`From day`}
        value={narrowed.from ?? ""}
        onChange={(event) => set("from", event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t`Until day`}
        value={narrowed.until ?? ""}
        onChange={(event) => set("until", event.currentTarget.value)}
      />
      {Object.keys(narrowed).length > 0 ? (
        <Button variant="default" onClick={() => onNarrow({})}>
          <Trans>Show all</Trans>
        </Button>
      ) : null}
    </div>
  );
}
