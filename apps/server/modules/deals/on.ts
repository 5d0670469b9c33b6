import { followMerges } from "#modules/contacts";
import type { Listening } from "#platform/events.ts";
import { dealsFollow } from "./follow.ts";

followMerges(dealsFollow);

/** Deals hear of merges only. */
export const listening: Listening = {};
