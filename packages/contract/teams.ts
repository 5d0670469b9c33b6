import * as z from "zod";
import { Id, Line } from "./common.ts";
import { nothing, operation, page, paging } from "./operation.ts";

export const Team = z.object({ id: Id, name: z.string(), memberIds: z.array(Id) });
export type Team = z.infer<typeof Team>;

export const listTeams = operation({
  method: "GET",
  path: "/api/v1/teams",
  does: "Lists the teams by name.",
  needs: "account",
  scope: "tickets.read",
  input: z.object(paging),
  output: page(Team),
  refusals: ["cursor_invalid"],
});

export const createTeam = operation({
  method: "POST",
  path: "/api/v1/teams",
  does: "Makes a team.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({ name: Line(100), memberIds: z.array(Id).max(1000).default([]) }),
  output: Team,
  refusals: ["name_taken", "user_not_found"],
});

export const updateTeam = operation({
  method: "PATCH",
  path: "/api/v1/teams/{id}",
  does: "Renames a team or sets its members.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    id: Id,
    name: Line(100).optional(),
    memberIds: z.array(Id).max(1000).optional(),
  }),
  output: Team,
  refusals: ["team_not_found", "name_taken", "user_not_found"],
});

export const deleteTeam = operation({
  method: "DELETE",
  path: "/api/v1/teams/{id}",
  does: "Deletes a team. Its tickets become unassigned.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["team_not_found"],
});
