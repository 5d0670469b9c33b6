import { IconUserPlus } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import type { User } from "#contract/people.ts";
import { ButtonLink } from "../../kit/ButtonLink.tsx";
import { Avatar } from "../../kit/Avatar.tsx";
import { Card } from "../../kit/Card.tsx";
import { Page } from "../../kit/Page.tsx";
import { type People, usePeople } from "../../live/people.ts";
import { InvitePanel } from "./InvitePanel.tsx";
import { UserPanel } from "./UserPanel.tsx";
import look from "./list.module.css";

/** Who works at this desk: invite, give rights, take them away. */
export function Users({ item }: { item: string | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const people = usePeople();
  const close = () => void navigate({ to: "/settings/$page", params: { page: "users" } });
  return (
    <Page
      title={t`Users`}
      lead={t`Everybody who works at this desk. Deactivated users keep their name on what they wrote.`}
      action={
        <ButtonLink
          to="/settings/$page/$item"
          params={{ page: "users", item: "new" }}
          size="xs"
          leftSection={<IconUserPlus size={14} />}
        >
          <Trans>Invite</Trans>
        </ButtonLink>
      }
      panel={
        item === "new" ? (
          <InvitePanel onClose={close} />
        ) : item ? (
          <UserPanel key={item} id={item} onClose={close} />
        ) : null
      }
    >
      <Card>
        <ul className={look.list}>
          {sorted(people.users).map((user) => (
            <UserRow key={user.id} user={user} people={people} />
          ))}
        </ul>
      </Card>
    </Page>
  );
}

/** Those who can sign in first; those who left last. */
function sorted(users: User[]): User[] {
  const order = { active: 0, invited: 1, deactivated: 2 };
  return users.toSorted((a, b) => order[a.state] - order[b.state] || a.name.localeCompare(b.name));
}

function UserRow({ user, people }: { user: User; people: People }) {
  const teams = user.teamIds.flatMap((id) => people.team(id)?.name ?? []);
  return (
    <li className={look.item}>
      <Link
        className={look.row}
        to="/settings/$page/$item"
        params={{ page: "users", item: user.id }}
        activeProps={{ "data-active": true }}
      >
        <Avatar name={user.name} size={32} />
        <span style={{ minWidth: 0 }}>
          <span className={look.name}>{user.name}</span>
          <span className={look.more}>{[user.email, ...teams].join(" · ")}</span>
        </span>
        <span className={look.side}>
          <UserState state={user.state} />
        </span>
      </Link>
    </li>
  );
}

export function UserState({ state }: { state: User["state"] }) {
  if (state === "active") return null;
  return (
    <span className={look.state} data-tone={state === "invited" ? "warn" : undefined}>
      {state === "invited" ? <Trans>Invited</Trans> : <Trans>Deactivated</Trans>}
    </span>
  );
}
