/** Pipelines: the statuses that tickets go through, and what happens to the status when somebody writes. */
export { foundPipeline } from "./found.ts";
export { pipelinesOf, pipelineWithStatuses, statusOf } from "./pipeline.ts";
export { statusAfterCustomer, statusAfterReply } from "./status.ts";
