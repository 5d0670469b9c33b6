import * as contract from "#contract/timeline.ts";
import { type Route, route } from "#platform/http/route.ts";
import { readCompanyTimeline, readContactTimeline, readDealTimeline } from "./read.ts";

export const routes: Route[] = [
  route(contract.readContactTimeline, readContactTimeline),
  route(contract.readCompanyTimeline, readCompanyTimeline),
  route(contract.readDealTimeline, readDealTimeline),
];
