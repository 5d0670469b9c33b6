import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { IconBuilding } from "@tabler/icons-react";
import { useState } from "react";
import { createCompany } from "#contract/contacts.ts";
import { call } from "../live/api.ts";
import { cache } from "../live/cache.ts";
import { queries } from "../live/queries.ts";
import { Finder } from "./Finder.tsx";
import { making } from "./making.ts";
import { toastError } from "./toast.ts";

/** Finds a company by name or domain, or makes one of that name. */
export function CompanyFinder({
  onPick,
  except,
  autoFocus = false,
  known = false,
}: {
  onPick(company: { id: string; name: string }): void;
  except?: string;
  autoFocus?: boolean;
  /** Only one that is there already will do. */
  known?: boolean;
}) {
  const { t } = useLingui();
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words, 120);
  const found = (useQuery(queries.companies(q)).data?.items ?? []).filter(
    ({ id }) => id !== except,
  );

  async function make(name: string) {
    try {
      const made = await making("company", name, (properties) =>
        call(createCompany, { name, properties }),
      );
      if (!made) return;
      onPick(made);
      void cache.invalidateQueries({ queryKey: ["companies"] });
    } catch (error) {
      toastError(error);
    }
  }

  return (
    <Finder
      label={t`Find a company`}
      placeholder={t`Name or domain`}
      options={found.slice(0, 8).map((company) => ({
        value: company.id,
        label: company.name,
        hint: company.domain ?? "",
        icon: <IconBuilding size={16} stroke={1.5} />,
      }))}
      onSearch={setWords}
      onPick={(id) => {
        const company = found.find((one) => one.id === id);
        if (company) onPick(company);
      }}
      {...(words && !known
        ? { onCreate: (name: string) => void make(name), createLabel: t`Create “${words}”` }
        : {})}
      autoFocus={autoFocus}
    />
  );
}
