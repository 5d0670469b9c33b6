import { clearLog } from "#platform/events.ts";
import type { Cron } from "#platform/jobs.ts";

/** Cursors older than this are answered with `resync`. */
const keptMs = 14 * 24 * 3600 * 1000;

export const crons: Cron[] = [
  {
    task: "live.clearLog",
    match: "17 3 * * *",
    run: ({ db, clock }) => clearLog(db, new Date(clock().getTime() - keptMs)),
  },
];
