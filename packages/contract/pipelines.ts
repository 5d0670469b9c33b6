import * as z from "zod";
import { Id, Line } from "./common.ts";
import { noInput, nothing, operation } from "./operation.ts";

export const StatusKind = z.enum(["open", "closed"]);
export type StatusKind = z.infer<typeof StatusKind>;

export const Status = z.object({
  id: Id,
  pipelineId: Id,
  name: z.string(),
  /** `#rrggbb` */
  color: z.string(),
  kind: StatusKind,
  position: z.int(),
  /** Names of ticket properties that must have a value before a ticket enters this status. */
  requiredProperties: z.array(z.string()),
  /** A ticket may begin here, where the pipeline limits where tickets begin. */
  forNew: z.boolean(),
});
export type Status = z.infer<typeof Status>;

/** Hold for everybody and every call; `override` on a change gets around them and is written into its history. */
export const PipelineRules = z.object({
  /** A ticket begins only in a status that is `forNew`, also one that comes from another pipeline. */
  limitCreation: z.boolean(),
  /** Forward one status at a time. */
  noSkipping: z.boolean(),
  /** Never to an earlier status. */
  noMovingBack: z.boolean(),
});
export type PipelineRules = z.infer<typeof PipelineRules>;

/** What happens to the close date of a ticket that opens again; `first_close` keeps the first for ever. */
export const CloseDate = z.enum(["cleared_on_reopen", "kept_on_reopen", "first_close"]);
export type CloseDate = z.infer<typeof CloseDate>;

const Limit = z.object({ userIds: z.array(Id).max(1000), teamIds: z.array(Id).max(200) });

export const Pipeline = z.object({
  id: Id,
  name: z.string(),
  position: z.int(),
  isDefault: z.boolean(),
  /** Status after mail was sent to the customer from the ticket; null = the automation is off. */
  statusOnReplyId: Id.nullable(),
  /** Status after the customer answered; null = the automation is off. */
  statusOnCustomerReplyId: Id.nullable(),
  rules: PipelineRules,
  /** Days within which a customer's answer reopens a closed ticket; null = as its channel says, 0 = never. */
  reopenDays: z.int().nullable(),
  closeDate: CloseDate,
  /** Whose pipeline it is; null = everybody's. Super Admins see all. */
  limitedTo: Limit.nullable(),
  /** I may see its tickets and make new ones. */
  mayUse: z.boolean(),
  statuses: z.array(Status),
});
export type Pipeline = z.infer<typeof Pipeline>;

export const listPipelines = operation({
  method: "GET",
  path: "/api/v1/pipelines",
  does: "Lists the pipelines with their statuses in order: those that I may use, with a settings right all of them.",
  needs: "service",
  scope: "tickets.read",
  input: noInput,
  output: z.object({ items: z.array(Pipeline), nextCursor: z.null() }),
  refusals: [],
});

export const createPipeline = operation({
  method: "POST",
  path: "/api/v1/pipelines",
  does: "Makes a pipeline with the four statuses that a new desk begins with, and its two automations on.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({ name: Line(100) }),
  output: Pipeline,
  refusals: ["name_taken", "too_many"],
});

export const updatePipeline = operation({
  method: "PATCH",
  path: "/api/v1/pipelines/{pipelineId}",
  does: "Changes a pipeline: name, place, rules, automations, what an answer to a closed ticket does, whose it is.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    pipelineId: Id,
    name: Line(100).optional(),
    /** Its new place among the pipelines, counted from 0. */
    position: z.int().min(0).max(1000).optional(),
    /** New tickets go here unless somebody says otherwise. The one that was it no longer is. */
    isDefault: z.literal(true).optional(),
    statusOnReplyId: Id.nullable().optional(),
    statusOnCustomerReplyId: Id.nullable().optional(),
    rules: PipelineRules.partial().optional(),
    reopenDays: z.int().min(0).max(3650).nullable().optional(),
    closeDate: CloseDate.optional(),
    limitedTo: Limit.nullable().optional(),
  }),
  output: Pipeline,
  refusals: [
    "pipeline_unknown",
    "status_not_in_pipeline",
    "name_taken",
    "user_not_found",
    "team_not_found",
  ],
});

export const deletePipeline = operation({
  method: "DELETE",
  path: "/api/v1/pipelines/{pipelineId}",
  does: "Deletes a pipeline. `toStatusId` is the status of another pipeline that its tickets go to.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ pipelineId: Id, toStatusId: Id }),
  output: nothing,
  refusals: [
    "pipeline_unknown",
    "status_unknown",
    "status_not_in_pipeline",
    "pipeline_needed",
    "pipeline_is_default",
  ],
});

const Color = z
  .string()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, { error: "is not a colour like #016de1" });

export const createStatus = operation({
  method: "POST",
  path: "/api/v1/pipelines/{pipelineId}/statuses",
  does: "Adds a status to a pipeline, behind the last one of its kind.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({ pipelineId: Id, name: Line(100), color: Color, kind: StatusKind }),
  output: Status,
  refusals: ["pipeline_unknown", "name_taken", "too_many"],
});

export const updateStatus = operation({
  method: "PATCH",
  path: "/api/v1/pipelines/{pipelineId}/statuses/{statusId}",
  does: "Changes a status: name, colour, kind, place, which properties it asks for, whether tickets may begin in it.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    pipelineId: Id,
    statusId: Id,
    name: Line(100).optional(),
    color: Color.optional(),
    /** Its tickets follow: they close or open. */
    kind: StatusKind.optional(),
    /** Its new place in the pipeline, counted from 0. */
    position: z.int().min(0).max(1000).optional(),
    requiredProperties: z.array(z.string().max(100)).max(50).optional(),
    forNew: z.boolean().optional(),
  }),
  output: Status,
  refusals: [
    "pipeline_unknown",
    "property_unknown",
    "status_not_in_pipeline",
    "name_taken",
    "status_needed",
  ],
});

export const deleteStatus = operation({
  method: "DELETE",
  path: "/api/v1/pipelines/{pipelineId}/statuses/{statusId}",
  does: "Deletes a status. `toStatusId` is the one of the same pipeline that its tickets go to.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ pipelineId: Id, statusId: Id, toStatusId: Id }),
  output: nothing,
  refusals: ["pipeline_unknown", "status_not_in_pipeline", "status_needed"],
});
