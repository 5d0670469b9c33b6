import { readSetup, setUp } from "#contract/setup.ts";
import { foundingRoute, type Route } from "#platform/http/route.ts";
import { sayWhetherNeeded, setUpByBrowser } from "./set-up.ts";

export const routes: Route[] = [
  foundingRoute(readSetup, sayWhetherNeeded),
  foundingRoute(setUp, setUpByBrowser),
];
