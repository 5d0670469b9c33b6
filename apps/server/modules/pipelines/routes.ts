import * as contract from "#contract/pipelines.ts";
import { type Route, route } from "#platform/http/route.ts";
import { createPipeline, createStatus } from "./create.ts";
import { listPipelines } from "./pipeline.ts";
import { updateStatus } from "./update-status.ts";
import { updatePipeline } from "./update.ts";

export const routes: Route[] = [
  route(contract.listPipelines, listPipelines),
  route(contract.createPipeline, createPipeline),
  route(contract.updatePipeline, updatePipeline),
  route(contract.createStatus, createStatus),
  route(contract.updateStatus, updateStatus),
];
