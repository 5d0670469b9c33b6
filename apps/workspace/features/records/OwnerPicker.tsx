import { IconUserOff } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { Avatar } from "../../kit/Avatar.tsx";
import { useOwners } from "../../kit/owners.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { usePeople } from "../../live/people.ts";
import form from "./Form.module.css";

type Props = { value: string | null; onPick: (userId: string | null) => void };

/** Which colleague looks after a record; nobody need to. */
export function OwnerPicker({
  value,
  onPick,
  look = "quiet",
}: Props & { look?: "quiet" | "field" }) {
  const { t } = useLingui();
  const { user } = usePeople();
  const name = value ? user(value)?.name : undefined;
  const options = useOwners().filter((option) => !option.value.startsWith("team:"));
  return (
    <Picker
      label={t`Owner`}
      look={look}
      value={value ? `user:${value}` : "nobody"}
      options={options}
      search={t`Find a colleague`}
      onPick={(picked) => onPick(picked === "nobody" ? null : picked.slice("user:".length))}
    >
      {name ? <Avatar name={name} size={20} /> : <IconUserOff size={16} stroke={1.5} aria-hidden />}
      <span>{name ?? t`No owner`}</span>
    </Picker>
  );
}

/** The same in a form, under its label. */
export function OwnerField(props: Props) {
  const { t } = useLingui();
  return (
    <div className={form.field} role="group" aria-label={t`Owner`}>
      <span className={form.label} aria-hidden>
        {t`Owner`}
      </span>
      <OwnerPicker look="field" {...props} />
    </div>
  );
}
