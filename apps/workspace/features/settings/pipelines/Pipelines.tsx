import { Button, TextInput } from "@mantine/core";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import type { Pipeline } from "#contract/pipelines.ts";
import { Card } from "../../../kit/Card.tsx";
import { Page } from "../../../kit/Page.tsx";
import { Sortable } from "../../../kit/Sortable.tsx";
import { useStatuses } from "../../../live/statuses.ts";
import { useSayRefusal } from "../../../shell/refusals.ts";
import { Automations } from "./Automations.tsx";
import { addPipeline, changePipeline } from "./change.ts";
import { Itself } from "./Itself.tsx";
import look from "./Pipelines.module.css";
import { Rules } from "./Rules.tsx";
import { Statuses } from "./Statuses.tsx";
import { Workers } from "./Workers.tsx";

/** The ways a ticket goes. `item` is the id of the pipeline that is shown; without it, the default one. */
export function Pipelines({ item }: { item: string | null }) {
  const { t } = useLingui();
  const { pipelines } = useStatuses();
  const shown =
    pipelines.find(({ id }) => id === item) ?? pipelines.find(({ isDefault }) => isDefault);
  return (
    <Page
      title={t`Pipelines`}
      lead={t`The statuses a ticket passes, what it must carry to enter them, and what mail does to them by itself.`}
    >
      <List pipelines={pipelines} shown={shown?.id} />
      {shown ? (
        <div key={shown.id} className={look.cards}>
          <Itself pipeline={shown} />
          <Statuses pipeline={shown} />
          <Rules pipeline={shown} />
          <Automations pipeline={shown} />
          <Workers pipeline={shown} />
        </div>
      ) : null}
    </Page>
  );
}

function List({ pipelines, shown }: { pipelines: Pipeline[]; shown: string | undefined }) {
  const { t } = useLingui();
  const place = async (id: string, position: number) => {
    const pipeline = pipelines.find((one) => one.id === id);
    if (pipeline) await changePipeline(pipeline, { position });
  };
  return (
    <Card>
      <Sortable items={pipelines} label={t`Pipelines`} onMove={place}>
        {(pipeline, handle) => (
          <Line pipeline={pipeline} handle={handle} current={pipeline.id === shown} />
        )}
      </Sortable>
      <NewPipeline />
    </Card>
  );
}

function Line({
  pipeline,
  handle,
  current,
}: {
  pipeline: Pipeline;
  handle: ReactNode;
  current: boolean;
}) {
  const { id, name, isDefault, limitedTo, statuses } = pipeline;
  return (
    <div className={look.line} data-current={current || undefined}>
      {handle}
      <Link
        className={look.name}
        to="/settings/$page/$item"
        params={{ page: "pipelines", item: id }}
        aria-current={current ? "true" : undefined}
      >
        {name}
      </Link>
      <span className={look.is}>
        {isDefault ? <Trans>Default</Trans> : null}
        {limitedTo ? <Trans>Only for some</Trans> : null}
        <span className="sp-numbers">
          <Plural value={statuses.length} one="# status" other="# statuses" />
        </span>
      </span>
    </div>
  );
}

function NewPipeline() {
  const { t } = useLingui();
  const go = useNavigate();
  const say = useSayRefusal();
  const [name, setName] = useState("");
  const [error, setError] = useState<string | null>(null);
  async function add(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    try {
      const { id: item } = await addPipeline(name);
      setName("");
      setError(null);
      await go({ to: "/settings/$page/$item", params: { page: "pipelines", item } });
    } catch (refused) {
      setError(say(refused));
    }
  }
  return (
    <form className={look.add} onSubmit={(event) => void add(event)}>
      <TextInput
        className={look.grow}
        aria-label={t`Name of the new pipeline`}
        placeholder={t`New pipeline`}
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
        <Trans>Add pipeline</Trans>
      </Button>
    </form>
  );
}
