import { IconUserOff, IconUsersGroup } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { Avatar } from "../../kit/Avatar.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { useOwners } from "../../kit/owners.tsx";
import { usePeople } from "../../live/people.ts";
import type { Values } from "./values.ts";

/** Who shall own the new ticket: a colleague, a team, nobody yet. */
export function OwnerField({
  value,
  onChange,
}: {
  value: Values["owner"];
  onChange: (owner: Values["owner"]) => void;
}) {
  const { t } = useLingui();
  const people = usePeople();
  const name = value ? people.owner(value.type, value.id) : undefined;
  const pick = (picked: string) => {
    const [type, id = ""] = picked.split(":");
    onChange(type === "user" || type === "team" ? { type, id } : null);
  };
  return (
    <Picker
      label={t`Owner`}
      look="field"
      value={value ? `${value.type}:${value.id}` : "nobody"}
      options={useOwners()}
      onPick={pick}
      search={t`Find a colleague or team`}
      width={320}
    >
      {name ? (
        value?.type === "team" ? (
          <IconUsersGroup size={16} stroke={1.5} aria-hidden />
        ) : (
          <Avatar name={name} size={20} />
        )
      ) : (
        <IconUserOff size={16} stroke={1.5} aria-hidden />
      )}
      <span>{name ?? t`No owner`}</span>
    </Picker>
  );
}
