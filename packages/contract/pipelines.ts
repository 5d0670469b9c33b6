import * as z from "zod";
import { Id } from "./common.ts";
import { noInput, operation } from "./operation.ts";

export const Status = z.object({
  id: Id,
  pipelineId: Id,
  name: z.string(),
  /** `#rrggbb` */
  color: z.string(),
  kind: z.enum(["open", "closed"]),
  position: z.int(),
  /** Names of ticket properties that must have a value before a ticket enters this status. */
  requiredProperties: z.array(z.string()),
});
export type Status = z.infer<typeof Status>;

export const Pipeline = z.object({
  id: Id,
  name: z.string(),
  position: z.int(),
  isDefault: z.boolean(),
  /** Status after mail was sent to the customer from the ticket; null = the automation is off. */
  statusOnReplyId: Id.nullable(),
  /** Status after the customer answered; null = the automation is off. */
  statusOnCustomerReplyId: Id.nullable(),
  statuses: z.array(Status),
});
export type Pipeline = z.infer<typeof Pipeline>;

export const listPipelines = operation({
  method: "GET",
  path: "/api/v1/pipelines",
  does: "Lists the pipelines with their statuses in order.",
  needs: "service",
  scope: "tickets.read",
  input: noInput,
  output: z.object({ items: z.array(Pipeline), nextCursor: z.null() }),
  refusals: [],
});

export const updateStatus = operation({
  method: "PATCH",
  path: "/api/v1/pipelines/{pipelineId}/statuses/{statusId}",
  does: "Changes which properties a status asks for.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    pipelineId: Id,
    statusId: Id,
    requiredProperties: z.array(z.string().max(100)).max(50),
  }),
  output: Status,
  refusals: ["pipeline_unknown", "property_unknown", "status_not_in_pipeline"],
});

export const updatePipeline = operation({
  method: "PATCH",
  path: "/api/v1/pipelines/{pipelineId}",
  does: "Switches the two ready automations of a pipeline: status after a reply, status after the customer's answer.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    pipelineId: Id,
    statusOnReplyId: Id.nullable().optional(),
    statusOnCustomerReplyId: Id.nullable().optional(),
  }),
  output: Pipeline,
  refusals: ["pipeline_unknown", "status_not_in_pipeline"],
});
