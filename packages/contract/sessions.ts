import * as z from "zod";
import { Id, Moment } from "./common.ts";
import { noInput, nothing, operation, page, paging } from "./operation.ts";

/** One browser that is signed in. */
export const OpenSession = z.object({
  id: Id,
  /** The browser as it called itself, shortened. */
  agent: z.string(),
  /** Where the sign-in came from; empty where that was not kept. */
  ip: z.string(),
  startedAt: Moment,
  /** True to the minute. */
  lastSeenAt: Moment,
  /** The one that asks. */
  current: z.boolean(),
});
export type OpenSession = z.infer<typeof OpenSession>;

export const listSessions = operation({
  method: "GET",
  path: "/api/v1/me/sessions",
  does: "Lists where I am signed in, the last used first.",
  needs: "account",
  input: z.object(paging),
  output: page(OpenSession),
  refusals: ["cursor_invalid"],
});

export const endSession = operation({
  method: "DELETE",
  path: "/api/v1/me/sessions/{id}",
  does: "Signs one of my browsers out, with its sockets.",
  needs: "account",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["session_not_found"],
});

export const endOtherSessions = operation({
  method: "DELETE",
  path: "/api/v1/me/sessions",
  does: "Signs out all of my browsers but this one.",
  needs: "account",
  input: noInput,
  output: nothing,
  refusals: [],
});

export const endSessionsOfUser = operation({
  method: "DELETE",
  path: "/api/v1/users/{id}/sessions",
  does: "Signs a user out everywhere; of oneself, everywhere else. API tokens stay.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["user_not_found", "settings_forbidden"],
});
