import type { Cron } from "#platform/jobs.ts";
import { expireUploads } from "./expire.ts";
import { sweepFiles } from "./sweep.ts";

export const crons: Cron[] = [
  { task: "files.expire", match: "17 * * * *", run: expireUploads },
  { task: "files.sweep", match: "23 3 * * *", run: sweepFiles },
];
