import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Activity } from "#contract/activity.ts";

export type Part = { who: ReactNode; step: Activity };

/** A ticket went on in its pipeline: by somebody, or because of a mail. */
export function StatusWords({ who, step }: Part) {
  const name = step.toName ?? "?";
  if (step.cause === "automation_on_customer_reply" || step.cause === "customer_reopened")
    return (
      <Trans>
        {who} answered, which set the status to <em>{name}</em>
      </Trans>
    );
  if (step.cause === "automation_on_reply")
    return (
      <Trans>
        {who} replied, which set the status to <em>{name}</em>
      </Trans>
    );
  return (
    <Trans>
      {who} set the status to <em>{name}</em>
    </Trans>
  );
}

/** Somebody with the right to it went around what the pipeline asks for. */
export function OverriddenWords({ who, step }: Part) {
  const name = step.toName ?? "?";
  if (step.property === "properties_required")
    return (
      <Trans>
        {who} entered <em>{name}</em> without its required properties
      </Trans>
    );
  if (step.property === "status_behind")
    return (
      <Trans>
        {who} went back to <em>{name}</em> against the rule of the pipeline
      </Trans>
    );
  if (step.property === "status_skipped")
    return (
      <Trans>
        {who} skipped to <em>{name}</em> against the rule of the pipeline
      </Trans>
    );
  return (
    <Trans>
      {who} began in <em>{name}</em> against the rule of the pipeline
    </Trans>
  );
}

export function PipelineWords({ who, step }: Part) {
  const name = step.toName ?? "?";
  return (
    <Trans>
      {who} moved the ticket to the pipeline <em>{name}</em>
    </Trans>
  );
}
