import { IconUsersGroup } from "@tabler/icons-react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { User } from "#contract/people.ts";
import type { Team } from "#contract/teams.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { Card } from "../../kit/Card.tsx";
import { Page } from "../../kit/Page.tsx";
import { type People, usePeople } from "../../live/people.ts";
import { TeamPanel } from "./TeamPanel.tsx";
import { ItemLine, NewItem } from "./Item.tsx";
import look from "./list.module.css";

/** Teams: who works together, and what "Those of their teams" means in rights. */
export function Teams({ item }: { item: string | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const people = usePeople();
  const team = people.team(item);
  const close = () => void navigate({ to: "/settings/$page", params: { page: "teams" } });
  return (
    <Page
      title={t`Teams`}
      lead={t`A team can own tickets, and rights can reach as far as the tickets of one's teams.`}
      action={
        <NewItem page="teams">
          <Trans>New team</Trans>
        </NewItem>
      }
      panel={
        item === "new" || team ? <TeamPanel key={item} team={team ?? null} onClose={close} /> : null
      }
    >
      <Card>
        {people.teams.length === 0 ? (
          <p className={look.empty}>
            <Trans>No teams yet. Small desks do well without.</Trans>
          </p>
        ) : (
          <ul className={look.list}>
            {people.teams.map((one) => (
              <TeamRow key={one.id} team={one} people={people} />
            ))}
          </ul>
        )}
      </Card>
    </Page>
  );
}

function TeamRow({ team, people }: { team: Team; people: People }) {
  const members = team.memberIds.flatMap((id) => people.user(id) ?? []);
  return (
    <ItemLine
      page="teams"
      item={team.id}
      sign={IconUsersGroup}
      name={team.name}
      more={<Plural value={members.length} one="# member" other="# members" />}
      side={<Members members={members} />}
    />
  );
}

function Members({ members }: { members: readonly User[] }) {
  return (
    <span style={{ display: "flex", alignItems: "center", gap: 2 }}>
      {members.slice(0, 5).map(({ id, name }) => (
        <Avatar key={id} name={name} title={name} size={24} />
      ))}
      {members.length > 5 ? <span>+{members.length - 5}</span> : null}
    </span>
  );
}
