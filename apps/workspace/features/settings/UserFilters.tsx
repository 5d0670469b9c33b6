import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { User } from "#contract/people.ts";
import { Role } from "#contract/users.ts";
import { usePeople } from "../../live/people.ts";
import type { UserFilter } from "../../live/settings-queries.ts";
import look from "./UserFilters.module.css";

/** What the address says that is looked for. */
export type UserSearch = { q?: string; role?: string; team?: string; state?: string };

type Props = { asked: UserSearch; onAsk: (asked: UserSearch) => void };

export function UserFilters({ asked, onAsk }: Props) {
  const { t } = useLingui();
  const { teams } = usePeople();
  const roles = useRoleNames();
  const set = (key: keyof UserSearch, value: string | null) => {
    const { [key]: _, ...rest } = asked;
    onAsk(value ? { ...rest, [key]: value } : rest);
  };
  return (
    <div className={look.filters} role="group" aria-label={t`Filters`}>
      <TextInput
        type="search"
        aria-label={t`Find a user`}
        placeholder={t`Name or e-mail`}
        leftSection={<IconSearch size={16} stroke={1.5} />}
        value={asked.q ?? ""}
        onChange={(event) => set("q", event.currentTarget.value)}
      />
      <Select
        aria-label={t`Role`}
        placeholder={t`Every role`}
        clearable
        data={Role.options.map((role) => ({ value: role, label: roles[role] }))}
        value={asked.role ?? null}
        onChange={(role) => set("role", role)}
      />
      <Select
        aria-label={t`Team`}
        placeholder={t`Every team`}
        clearable
        searchable
        disabled={teams.length === 0}
        data={teams.map(({ id, name }) => ({ value: id, label: name }))}
        value={asked.team ?? null}
        onChange={(team) => set("team", team)}
      />
      <SegmentedControl
        className={look.states ?? ""}
        aria-label={t`State`}
        data={[
          { value: "", label: t({ message: "All", context: "users" }) },
          { value: "active", label: t({ message: "Active", context: "users" }) },
          { value: "invited", label: t({ message: "Invited", context: "users" }) },
          { value: "deactivated", label: t({ message: "Deactivated", context: "users" }) },
        ]}
        value={asked.state ?? ""}
        onChange={(state) => set("state", state)}
      />
    </div>
  );
}

/** An address may hold anything. */
export function filterOf({ q, role, team, state }: UserSearch): UserFilter {
  const known = { role: Role.safeParse(role).data, state: User.shape.state.safeParse(state).data };
  return {
    ...(q && { q: q.slice(0, 200) }),
    ...(known.role && { role: known.role }),
    ...(known.state && { state: known.state }),
    ...(team && isId.test(team) && { teamId: team }),
  };
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function useRoleNames(): Record<Role, string> {
  const { t } = useLingui();
  return {
    super_admin: t`Super Admin`,
    account_access: t`Account Access`,
    service_access: t`Service access`,
    sales_access: t`Sales access`,
    none: t`No access to the help desk`,
  };
}
