/** The desk's pipeline, as tests speak of it. */
import { listPipelines, type Pipeline, type Status, updateStatus } from "#contract/pipelines.ts";
import type { TestDesk } from "#testkit";

export async function pipelineOf(acme: TestDesk): Promise<Pipeline> {
  const { items } = await acme.as(acme.owner).calls(listPipelines, {});
  const [pipeline] = items;
  if (!pipeline) throw new Error("the desk has no pipeline");
  return pipeline;
}

/** A status by its name, which asks for these properties from now on. */
export async function statusNamed(
  acme: TestDesk,
  name: string,
  requiredProperties: string[] = [],
): Promise<Status> {
  const pipeline = await pipelineOf(acme);
  const status = pipeline.statuses.find((one) => one.name === name);
  if (!status) throw new Error(`no status ${name}`);
  if (requiredProperties.length > 0) {
    const change = { pipelineId: pipeline.id, statusId: status.id, requiredProperties };
    await acme.as(acme.owner).calls(updateStatus, change);
  }
  return status;
}
