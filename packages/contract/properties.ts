import * as z from "zod";
import { noInput, operation } from "./operation.ts";

/** A property of tickets that statuses may require and the sidebar edits. Built-in ones are columns of the ticket. */
export const Property = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(["text", "longText", "choice"]),
  builtIn: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
});
export type Property = z.infer<typeof Property>;

export const listProperties = operation({
  method: "GET",
  path: "/api/v1/properties",
  does: "Lists the properties that a ticket can carry.",
  needs: "service",
  scope: "tickets.read",
  input: noInput,
  output: z.object({ items: z.array(Property), nextCursor: z.null() }),
  refusals: [],
});
