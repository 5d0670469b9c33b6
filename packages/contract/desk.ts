import * as z from "zod";
import { Line } from "./common.ts";
import { noInput, operation } from "./operation.ts";

/** When a ticket that began with a call can be commented on: once an e-mail was drafted or sent on it, or always. */
export const CommentsOnCalls = z.enum(["after_email", "always"]);

/** Days after which spam is deleted for good. */
export const SpamDays = z.int().min(1).max(3650);

const DeskSettings = z.object({
  name: Line(100),
  commentsOnCalls: CommentsOnCalls,
  spamDays: SpamDays,
});
export type DeskSettings = z.infer<typeof DeskSettings>;

export const readDesk = operation({
  method: "GET",
  path: "/api/v1/desk",
  does: "Reads what is set for the whole desk.",
  needs: "settings",
  scope: "settings.read",
  input: noInput,
  output: DeskSettings,
  refusals: [],
});

export const updateDesk = operation({
  method: "PATCH",
  path: "/api/v1/desk",
  does: "Changes what is set for the whole desk. What is left out stays as it is.",
  needs: "settings",
  scope: "settings.write",
  input: DeskSettings.partial(),
  output: DeskSettings,
  refusals: [],
});
