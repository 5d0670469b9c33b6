/** A ticket joined to one that it belongs to, and taken out again. */
import { joinTicket, splitTicket, unjoinTicket } from "#contract/joins.ts";
import { call } from "./api.ts";
import { countSoon } from "./apply.ts";
import { cache } from "./cache.ts";
import { dropTicket, placeTicket } from "./lists.ts";
import { queries } from "./queries.ts";

export async function join(number: number, into: number): Promise<void> {
  const ticket = await call(joinTicket, { number, into });
  cache.setQueryData(queries.ticket(into).queryKey, ticket);
  placeTicket(ticket);
  dropTicket(number);
  forget(number, into);
}

/** Answers the number of the new ticket. */
export async function split(number: number, messageId: string): Promise<number> {
  const ticket = await call(splitTicket, { number, messageId });
  cache.setQueryData(queries.ticket(ticket.number).queryKey, ticket);
  placeTicket(ticket);
  forget(number, ticket.number);
  void cache.invalidateQueries({ queryKey: queries.ticket(number).queryKey });
  return ticket.number;
}

export async function unjoin(number: number, from: number): Promise<void> {
  const ticket = await call(unjoinTicket, { number });
  cache.setQueryData(queries.ticket(number).queryKey, ticket);
  placeTicket(ticket);
  forget(number, from);
  void cache.invalidateQueries({ queryKey: queries.ticket(from).queryKey });
}

/** What was said is elsewhere now. */
function forget(...numbers: number[]): void {
  for (const number of numbers)
    for (const { queryKey } of [queries.messages(number), queries.activity(number)])
      void cache.invalidateQueries({ queryKey });
  countSoon();
}
