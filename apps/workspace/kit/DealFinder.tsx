import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { IconBriefcase } from "@tabler/icons-react";
import { useState } from "react";
import { queries } from "../live/queries.ts";
import { Finder } from "./Finder.tsx";

type Props = {
  except: readonly string[];
  onPick(deal: { id: string; name: string }): void;
  onCreate(name: string): void;
  autoFocus?: boolean;
};

/** Finds a deal by its name or company, or makes one of that name. */
export function DealFinder({ except, onPick, onCreate, autoFocus = false }: Props) {
  const { t } = useLingui();
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words, 120);
  const { data } = useInfiniteQuery(queries.dealPages(q ? { q } : {}));
  const found = (data?.pages[0]?.items ?? []).filter(({ id }) => !except.includes(id));
  return (
    <Finder
      label={t`Find a deal`}
      placeholder={t`Name or company`}
      options={found.slice(0, 8).map((deal) => ({
        value: deal.id,
        label: deal.name,
        hint: deal.companyName ?? "",
        icon: <IconBriefcase size={16} stroke={1.5} />,
      }))}
      onSearch={setWords}
      onPick={(id) => {
        const deal = found.find((one) => one.id === id);
        if (deal) onPick(deal);
      }}
      {...(words ? { onCreate, createLabel: t`Create “${words}”` } : {})}
      autoFocus={autoFocus}
    />
  );
}
