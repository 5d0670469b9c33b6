import { followMerges } from "#modules/contacts";
import { allowThrough } from "#modules/files";
import type { Listening } from "#platform/events.ts";
import { mayReadFile } from "./file.ts";
import { dealsFollow } from "./follow.ts";

followMerges(dealsFollow);
allowThrough(mayReadFile);

/** Deals hear of merges only. */
export const listening: Listening = {};
