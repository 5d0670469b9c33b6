import type { QueryKey } from "@tanstack/react-query";
import { cache } from "./cache.ts";

/** True until the first word of a line without a past. */
let unheard = false;

/** A line that is there again tells what was missed; what could not be asked meanwhile is asked now. */
export function lineOpened(again: boolean): void {
  unheard = !again;
  // What one is told of is a signal of the moment, which no log repeats.
  if (again) void cache.invalidateQueries({ queryKey: ["notifications"] });
  if (again)
    for (const query of failedQueries())
      void cache.refetchQueries({ queryKey: query, exact: true });
}

/** What happened between the first questions of a page and the first word of its line, nobody has told. */
export function firstWord(): void {
  if (!unheard) return;
  unheard = false;
  for (const what of [...tickets, ...records, ...rules])
    void cache.invalidateQueries({ queryKey: [what] });
}

const tickets = ["tickets", "ticket", "messages", "views", "notifications"];
const records = ["contacts", "contact", "companies", "company", "deals", "deal", "timeline"];
const rules = ["session", "pipelines"];

function failedQueries(): QueryKey[] {
  return cache
    .getQueryCache()
    .findAll({ type: "active", predicate: ({ state }) => state.status === "error" })
    .map(({ queryKey }) => queryKey);
}
