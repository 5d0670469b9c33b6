import { IconHistory } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { PullRange } from "#contract/tickets.ts";
import { Picker } from "./Picker.tsx";

type Props = {
  /** Whose past it is. */
  name: string;
  /** null = nothing is pulled. */
  value: PullRange | null;
  onPick: (range: PullRange | null) => void;
};

/** How much of what happened before with somebody is pulled onto the ticket's timeline. */
export function PullPicker({ name, value, onPick }: Props) {
  const { t } = useLingui();
  const words: Record<PullRange | "none", string> = {
    none: t`No past activities`,
    last_30_days: t`Activities of the last 30 days`,
    all: t`All past activities`,
  };
  return (
    <Picker
      label={t`Past activities of ${name}`}
      value={value ?? "none"}
      options={(["none", ...PullRange.options] as const).map((range) => ({
        value: range,
        label: words[range],
      }))}
      onPick={(range) => onPick(PullRange.nullable().catch(null).parse(range))}
    >
      <IconHistory size={14} stroke={1.5} aria-hidden />
      <span>{words[value ?? "none"]}</span>
    </Picker>
  );
}
