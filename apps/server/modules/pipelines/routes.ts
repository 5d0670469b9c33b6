import * as contract from "#contract/pipelines.ts";
import { type Route, route } from "#platform/http/route.ts";
import { listPipelines } from "./pipeline.ts";
import { updatePipeline, updateStatus } from "./update.ts";

export const routes: Route[] = [
  route(contract.listPipelines, listPipelines),
  route(contract.updatePipeline, updatePipeline),
  route(contract.updateStatus, updateStatus),
];
