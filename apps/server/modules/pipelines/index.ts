/** Pipelines: the statuses that tickets go through, what may be done to them, and what happens when somebody writes. */
export { foundPipeline } from "./found.ts";
export { holdPipeline } from "./hold.ts";
export { firstOpen, nameOfPlace, pipelinesOf, pipelineWithStatuses, statusOf } from "./pipeline.ts";
export {
  lockPipelineRemoval,
  lockStatusRemoval,
  type Removal,
  removePipeline,
  removeStatus,
} from "./remove.ts";
export { whyNotBegin, whyNotMove } from "./rules.ts";
export { statusAfterCustomer, statusAfterReply } from "./status.ts";
