import type { Cron } from "#platform/jobs.ts";
import { expireUploads } from "./expire.ts";

export const crons: Cron[] = [{ task: "files.expire", match: "17 * * * *", run: expireUploads }];
