import { followMerges, tallyThrough } from "#modules/contacts";
import { allowThrough } from "#modules/files";
import type { Listening } from "#platform/events.ts";
import type { Tasks } from "#platform/jobs.ts";
import { openTicketsOf } from "./count.ts";
import { mayReadFile } from "./file.ts";
import { followKind, followLater } from "./kind.ts";
import { ticketsFollow } from "./merging.ts";
import { sendScheduled } from "./schedule.ts";
import { giveUpLater, giveUpTeam } from "./team.ts";

tallyThrough(openTicketsOf);
followMerges(ticketsFollow);
allowThrough(mayReadFile);

export const listening: Listening = {
  "team.deleted": giveUpLater,
  "pipeline.changed": followLater,
};

export const tasks: Tasks = {
  "tickets.giveUpTeam": (work, { teamId = "", byUserId = "" }) =>
    giveUpTeam(work, teamId, byUserId || null),
  "tickets.followKind": (work, { pipelineId = "", byUserId = "" }) =>
    followKind(work, pipelineId, byUserId || null),
  "tickets.sendScheduled": (work, { scheduledId = "" }) => sendScheduled(work, scheduledId),
};
