import { IconChevronDown } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { ShareLevel } from "#contract/access.ts";
import { Picker } from "./Picker.tsx";

type Props = { label: string; level: ShareLevel; onPick(level: ShareLevel): void };

/** What somebody may do with a ticket that is shared with them. */
export function ShareLevelPicker({ label, level, onPick }: Props) {
  const names = useShareLevelNames();
  return (
    <Picker
      label={label}
      value={level}
      options={ShareLevel.options.map((value) => ({ value, label: names[value] }))}
      onPick={(value) => onPick(ShareLevel.parse(value))}
    >
      {names[level]}
      <IconChevronDown size={12} stroke={1.5} aria-hidden />
    </Picker>
  );
}

export function useShareLevelNames(): Record<ShareLevel, string> {
  const { t } = useLingui();
  return { view: t`Can view`, edit: t`Can view and edit` };
}
