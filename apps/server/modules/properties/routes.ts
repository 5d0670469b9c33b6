import * as contract from "#contract/properties.ts";
import { type Route, route } from "#platform/http/route.ts";
import { listProperties } from "./property.ts";

export const routes: Route[] = [route(contract.listProperties, listProperties)];
