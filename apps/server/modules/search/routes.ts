import * as contract from "#contract/search.ts";
import { type Route, route } from "#platform/http/route.ts";
import { search } from "./find.ts";

export const routes: Route[] = [route(contract.search, search)];
