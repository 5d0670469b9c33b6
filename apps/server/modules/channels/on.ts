import type { Cron } from "#platform/jobs.ts";
import { tellOfConsents } from "./tell-consent.ts";

export const crons: Cron[] = [
  { task: "channels.tellOfConsents", match: "*/5 * * * *", run: tellOfConsents },
];
