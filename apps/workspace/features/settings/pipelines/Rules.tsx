import { Switch } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import type { Pipeline, PipelineRules } from "#contract/pipelines.ts";
import { Card, Row } from "../../../kit/Card.tsx";
import { changePipeline } from "./change.ts";
import look from "./Pipelines.module.css";

/** What a pipeline lets people and programs do; automations may do what they were set up for. */
export function Rules({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useLingui();
  const rules: { name: keyof PipelineRules; label: string; says: string }[] = [
    {
      name: "limitCreation",
      label: t`Limit where tickets begin`,
      says: t`A new ticket, or one from another pipeline, begins only in the statuses that are ticked above.`,
    },
    {
      name: "noSkipping",
      label: t`No skipping`,
      says: t`Tickets go forward one status at a time.`,
    },
    {
      name: "noMovingBack",
      label: t`No moving back`,
      says: t`Tickets never go to an earlier status by hand. A customer's answer still reopens them.`,
    },
  ];
  return (
    <Card
      title={t`Rules`}
      says={t`They hold for everybody, the API included. Who may change settings can override one; the ticket's activity then says so.`}
    >
      {rules.map(({ name, label, says }) => {
        const id = `${name}-${pipeline.id}`;
        return (
          <Row key={name} label={label} says={says} htmlFor={id}>
            <Switch
              className={look.switch ?? ""}
              id={id}
              checked={pipeline.rules[name]}
              onChange={(event) =>
                void changePipeline(pipeline, { rules: { [name]: event.currentTarget.checked } })
              }
            />
          </Row>
        );
      })}
    </Card>
  );
}
