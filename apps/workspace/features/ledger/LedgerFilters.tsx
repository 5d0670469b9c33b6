import { Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Via } from "#contract/mail.ts";
import { DayFields, FilterBar } from "../../kit/FilterBar.tsx";
import { queries } from "../../live/queries.ts";
import { useDoorNames } from "./fates.ts";
import type { Narrowed } from "./filter.ts";

type Props = { narrowed: Narrowed; onNarrow: (narrowed: Narrowed) => void };

/** Everything that narrows the ledger beside the fate. */
export function LedgerFilters({ narrowed, onNarrow }: Props) {
  const { t } = useLingui();
  const channels = useQuery(queries.channels()).data?.items ?? [];
  const nameOf = useDoorNames();
  const set = (key: keyof Narrowed, value: string | null) => {
    const { [key]: _, ...rest } = narrowed;
    onNarrow(value ? { ...rest, [key]: value } : rest);
  };
  return (
    <FilterBar narrowed={Object.keys(narrowed).length > 0} onClear={() => onNarrow({})}>
      <Words
        key={narrowed.q === undefined ? "none" : "some"}
        q={narrowed.q ?? ""}
        onAsk={(q) => set("q", q)}
      />
      <Select
        label={t`Channel`}
        placeholder={t`All channels`}
        clearable
        data={channels.map(({ id, address }) => ({ value: id, label: address }))}
        value={narrowed.channel ?? null}
        onChange={(channel) => set("channel", channel)}
      />
      <Select
        label={t`Way in`}
        placeholder={t`Any way`}
        clearable
        data={Via.options.map((via) => ({ value: via, label: nameOf(via) }))}
        value={narrowed.via ?? null}
        onChange={(via) => set("via", via)}
      />
      <DayFields from={narrowed.from} until={narrowed.until} onChange={set} />
    </FilterBar>
  );
}

function Words({ q, onAsk }: { q: string; onAsk: (q: string) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(q);
  const ask = useDebouncedCallback(onAsk, 250);
  return (
    <TextInput
      type="search"
      label={t`Sender or subject`}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        ask(event.currentTarget.value);
      }}
    />
  );
}
