import { allowThrough } from "#modules/files";
import type { Listening } from "#platform/events.ts";
import { mayReadFile } from "./file.ts";

allowThrough(mayReadFile);

export const listening: Listening = {};
