import * as contract from "#contract/live.ts";
import { type Route, route } from "#platform/http/route.ts";
import { listEvents } from "./log.ts";

/** The socket of the contract is mounted by `socket.ts`: it is no request with an answer. */
export const routes: Route[] = [route(contract.listEvents, listEvents)];
