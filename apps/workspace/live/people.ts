import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { User } from "#contract/people.ts";
import type { Team } from "#contract/teams.ts";
import { queries } from "./queries.ts";

export type People = {
  users: User[];
  teams: Team[];
  user(id: string | null): User | undefined;
  team(id: string | null): Team | undefined;
  /** Name of an owner, or undefined when there is none. */
  owner(type: "user" | "team" | null, id: string | null): string | undefined;
};

/** Names by id, of users and teams. */
export function usePeople(): People {
  const users = useQuery(queries.users()).data;
  const teams = useQuery(queries.teams()).data;
  return useMemo(() => peopleOf(users ?? [], teams ?? []), [users, teams]);
}

function peopleOf(users: User[], teams: Team[]): People {
  const userById = new Map(users.map((user) => [user.id, user]));
  const teamById = new Map(teams.map((team) => [team.id, team]));
  const user = (id: string | null) => (id ? userById.get(id) : undefined);
  const team = (id: string | null) => (id ? teamById.get(id) : undefined);
  return {
    users,
    teams,
    user,
    team,
    owner: (type, id) => (type === "team" ? team(id)?.name : user(id)?.name),
  };
}
