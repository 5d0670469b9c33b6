import { listTickets } from "#contract/tickets.ts";
import { listViews } from "#contract/views.ts";
import { type Route, route } from "#platform/http/route.ts";
import * as list from "./list.ts";

export const routes: Route[] = [
  route(listTickets, list.listTickets),
  route(listViews, list.listViews),
];
