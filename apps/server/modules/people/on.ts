import type { Cron } from "#platform/jobs.ts";
import { clearExpired } from "./clear.ts";

export const crons: Cron[] = [
  {
    task: "people.clearExpired",
    match: "17 * * * *",
    run: ({ db, clock }) => clearExpired(db, clock()),
  },
];
