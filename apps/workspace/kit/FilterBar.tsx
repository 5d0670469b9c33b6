import { Button, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import look from "./FilterBar.module.css";

type BarProps = {
  /** Whether anything is narrowed, so that there is something to clear. */
  narrowed: boolean;
  onClear: () => void;
  children: ReactNode;
};

/** What narrows a list, field beside field, and one button that shows all of it again. */
export function FilterBar({ narrowed, onClear, children }: BarProps) {
  const { t } = useLingui();
  return (
    <div className={look.bar} role="group" aria-label={t`Filters`}>
      {children}
      {narrowed ? (
        <Button variant="default" onClick={onClear}>
          <Trans>Show all</Trans>
        </Button>
      ) : null}
    </div>
  );
}

type DaysProps = {
  /** Days as `YYYY-MM-DD`. */
  from: string | undefined;
  until: string | undefined;
  onChange: (end: "from" | "until", day: string) => void;
};

export function DayFields({ from, until, onChange }: DaysProps) {
  const { t } = useLingui();
  return (
    <>
      <TextInput
        type="date"
        label={t`From day`}
        value={from ?? ""}
        onChange={(event) => onChange("from", event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t`Until day`}
        value={until ?? ""}
        onChange={(event) => onChange("until", event.currentTarget.value)}
      />
    </>
  );
}
