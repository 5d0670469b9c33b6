import { ActionIcon } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { IconBuilding, IconX } from "@tabler/icons-react";
import { CompanyFinder } from "../../kit/CompanyFinder.tsx";
import look from "./Form.module.css";

type Picked = { id: string; name: string };

/** The company of a record, in a form. */
export function CompanyField({
  value,
  onChange,
  says,
}: {
  value: Picked | null;
  onChange: (company: Picked | null) => void;
  /** What happens when none is chosen. */
  says?: string | undefined;
}) {
  const { t } = useLingui();
  const name = value?.name ?? "";
  return (
    <div className={look.field} role="group" aria-label={t`Company`}>
      <span className={look.label} aria-hidden>
        {t`Company`}
      </span>
      {value ? (
        <div className={look.chosen}>
          <IconBuilding size={16} stroke={1.5} aria-hidden />
          <span>{name}</span>
          <ActionIcon size={24} aria-label={t`Remove ${name}`} onClick={() => onChange(null)}>
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        </div>
      ) : (
        <CompanyFinder onPick={onChange} />
      )}
      {says && !value ? <p className={look.says}>{says}</p> : null}
    </div>
  );
}
