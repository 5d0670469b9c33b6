import * as z from "zod";
import { Id, Text } from "./common.ts";
import { operation } from "./operation.ts";
import { TicketSummary } from "./tickets.ts";

export const SearchHit = z.object({
  ticket: TicketSummary,
  messageId: Id.nullable(),
  /** Pieces of the text around the words; `hit` ones are the words themselves. */
  excerpt: z.array(z.object({ text: z.string(), hit: z.boolean() })),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const search = operation({
  method: "GET",
  path: "/api/v1/search",
  does: "Finds tickets by words, number, name or address in the whole history, best first. The last word may be unfinished.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ q: Text(200).trim().min(1), limit: z.int().min(1).max(50).default(20) }),
  output: z.object({
    items: z.array(SearchHit),
    nextCursor: z.null(),
    /** Only the newest matches were ranked. */
    more: z.boolean(),
  }),
  refusals: [],
});
