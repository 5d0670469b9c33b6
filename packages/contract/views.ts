import * as z from "zod";
import { noInput, operation } from "./operation.ts";

export const ViewId = z.enum([
  "unassigned",
  "mine",
  /** Open, without a person, and given to a team of mine. */
  "team",
  "mentions",
  "following",
  "open",
  "drafts",
  "closed",
]);
export type ViewId = z.infer<typeof ViewId>;

export const View = z.object({
  id: ViewId,
  /** Tickets in it that I may see; counting stops at `countLimit`. */
  count: z.int(),
  /** Of those, the open ones that I have not read. */
  unread: z.int(),
});
export type View = z.infer<typeof View>;

export const listViews = operation({
  method: "GET",
  path: "/api/v1/views",
  does: "Lists the views with their counts. Without a Service seat only My mentions, Following, All open and Drafts are there; `team` is for members of teams.",
  needs: "service",
  scope: "tickets.read",
  input: noInput,
  output: z.object({ items: z.array(View), nextCursor: z.null(), countLimit: z.int() }),
  refusals: [],
});
