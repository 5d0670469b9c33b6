import { IconUserOff, IconUsersGroup } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { usePeople } from "../live/people.ts";
import { useSession } from "../live/session.ts";
import { Avatar } from "./Avatar.tsx";
import type { Option } from "./Picker.tsx";

/** Everybody who can own a ticket, me first: `user:<id>`, `team:<id>` or `nobody`. */
export function useOwners(): Option[] {
  const { t } = useLingui();
  const { users, teams } = usePeople();
  const { user: me } = useSession();
  const active = users.filter((user) => user.state === "active" && user.id !== me.id);
  return [
    {
      value: `user:${me.id}`,
      label: t`${me.name} (me)`,
      icon: <Avatar name={me.name} size={20} />,
    },
    { value: "nobody", label: t`No owner`, icon: <IconUserOff size={16} stroke={1.5} /> },
    ...active.map(({ id, name, email }) => ({
      value: `user:${id}`,
      label: name,
      words: email,
      group: t`People`,
      icon: <Avatar name={name} size={20} />,
    })),
    ...teams.map(({ id, name }) => ({
      value: `team:${id}`,
      label: name,
      group: t`Teams`,
      icon: <IconUsersGroup size={16} stroke={1.5} />,
    })),
  ];
}
