import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Pipeline } from "#contract/pipelines.ts";
import { Card, Row } from "../../../kit/Card.tsx";
import { useStatuses } from "../../../live/statuses.ts";
import { changePipeline, removePipeline } from "./change.ts";
import { Going } from "./Going.tsx";
import { NameInput } from "./NameInput.tsx";
import look from "./Pipelines.module.css";

/** The pipeline as a whole: its name, whether new tickets go to it, and its end. */
export function Itself({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useLingui();
  const { pipelines } = useStatuses();
  const id = `name-${pipeline.id}`;
  return (
    <Card title={pipeline.name}>
      <Row label={t`Name`} htmlFor={id}>
        <NameInput
          id={id}
          label={t`Name`}
          value={pipeline.name}
          onChange={(name) => void changePipeline(pipeline, { name })}
        />
      </Row>
      {pipelines.length > 1 ? (
        <Row
          label={t`Default pipeline`}
          says={t`Mail that is nobody's answer makes its tickets here.`}
        >
          {pipeline.isDefault ? (
            <span className={look.is}>
              <Trans>This is the default one.</Trans>
            </span>
          ) : (
            <Button
              variant="default"
              size="xs"
              onClick={() => void changePipeline(pipeline, { isDefault: true })}
            >
              <Trans>Make it the default</Trans>
            </Button>
          )}
        </Row>
      ) : null}
      {pipelines.length > 1 && !pipeline.isDefault ? <Delete pipeline={pipeline} /> : null}
    </Card>
  );
}

function Delete({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useLingui();
  const go = useNavigate();
  const { pipelines } = useStatuses();
  const [asking, setAsking] = useState(false);
  const places = pipelines
    .filter(({ id }) => id !== pipeline.id)
    .map(({ name, statuses }) => ({ group: name, statuses }));
  async function remove(toStatusId: string) {
    if (await removePipeline(pipeline, toStatusId))
      await go({ to: "/settings/$page", params: { page: "pipelines" } });
  }
  return (
    <Row label={t`Delete the pipeline`} says={t`Its tickets go to another one.`}>
      <Button variant="outline" color="red" size="xs" onClick={() => setAsking(true)}>
        <Trans>Delete…</Trans>
      </Button>
      {asking ? (
        <Going
          name={pipeline.name}
          places={places}
          first={undefined}
          onGo={remove}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Row>
  );
}
