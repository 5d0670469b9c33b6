import { tallyThrough } from "#modules/contacts";
import { allowThrough } from "#modules/files";
import type { Listening } from "#platform/events.ts";
import { openTicketsOf } from "./count.ts";
import { mayReadFile } from "./file.ts";
import { giveUpTeam } from "./team.ts";

tallyThrough(openTicketsOf);
allowThrough(mayReadFile);

export const listening: Listening = { "team.deleted": giveUpTeam };
