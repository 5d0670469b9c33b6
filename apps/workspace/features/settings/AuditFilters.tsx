import { Select } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { auditKinds } from "#contract/audit.ts";
import { DayFields, FilterBar } from "../../kit/FilterBar.tsx";
import { usePeople } from "../../live/people.ts";
import { useAuditWords } from "./audit-words.ts";

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
    <FilterBar narrowed={Object.keys(narrowed).length > 0} onClear={() => onNarrow({})}>
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
      <DayFields from={narrowed.from} until={narrowed.until} onChange={set} />
    </FilterBar>
  );
}
