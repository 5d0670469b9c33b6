import { Button, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { Pipeline } from "#contract/pipelines.ts";
import { Card } from "../../../kit/Card.tsx";
import { Sortable } from "../../../kit/Sortable.tsx";
import { useSayRefusal } from "../../../shell/refusals.ts";
import { addStatus, changeStatus } from "./change.ts";
import look from "./Pipelines.module.css";
import { StatusRow } from "./StatusRow.tsx";

/** The statuses of a pipeline, in the order in which tickets go through them. */
export function Statuses({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useLingui();
  const { statuses } = pipeline;
  const place = async (id: string, position: number) => {
    const status = statuses.find((one) => one.id === id);
    if (status) await changeStatus(status, { position });
  };
  return (
    <Card
      title={t`Statuses`}
      says={t`Whoever sets a status is asked for its required properties first, the API too. Tickets go through in this order.`}
    >
      <Sortable items={statuses} label={t`Statuses of ${pipeline.name}`} onMove={place}>
        {(status, handle) => <StatusRow pipeline={pipeline} status={status} handle={handle} />}
      </Sortable>
      <NewStatus pipeline={pipeline} />
    </Card>
  );
}

/** One of these each, so that two in a row do not look the same. */
const colors = ["#7c5cd6", "#1f9d8a", "#d64c8b", "#8a6d3b", "#3b82c4", "#5f8f2f"];

function NewStatus({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useLingui();
  const say = useSayRefusal();
  const [name, setName] = useState("");
  const [error, setError] = useState<string | null>(null);
  const used = new Set(pipeline.statuses.map(({ color }) => color));
  const color = colors.find((one) => !used.has(one)) ?? "#7c5cd6";
  async function add(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    try {
      await addStatus({ pipelineId: pipeline.id, name, color, kind: "open" });
      setName("");
      setError(null);
    } catch (refused) {
      setError(say(refused));
    }
  }
  return (
    <form className={look.add} onSubmit={(event) => void add(event)}>
      <TextInput
        className={look.grow}
        aria-label={t`Name of the new status`}
        placeholder={t`New status`}
        maxLength={100}
        autoComplete="off"
        value={name}
        error={error}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        disabled={!name.trim()}
        leftSection={<IconPlus size={14} stroke={1.5} />}
      >
        <Trans>Add status</Trans>
      </Button>
    </form>
  );
}
