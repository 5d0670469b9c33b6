import { tallyThrough } from "#modules/contacts";
import { allowThrough } from "#modules/files";
import type { Listening } from "#platform/events.ts";
import type { Tasks } from "#platform/jobs.ts";
import { openTicketsOf } from "./count.ts";
import { mayReadFile } from "./file.ts";
import { giveUpLater, giveUpTeam } from "./team.ts";

tallyThrough(openTicketsOf);
allowThrough(mayReadFile);

export const listening: Listening = { "team.deleted": giveUpLater };

export const tasks: Tasks = {
  "tickets.giveUpTeam": (work, { teamId = "", byUserId = "" }) =>
    giveUpTeam(work, teamId, byUserId || null),
};
