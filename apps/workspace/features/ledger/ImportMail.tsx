import { Button, Checkbox, Progress, Select } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { importMail } from "#contract/ledger.ts";
import { Notice } from "../../kit/Notice.tsx";
import { upload } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import look from "./ImportMail.module.css";

type State =
  | { step: "idle" }
  | { step: "sending"; name: string; part: number }
  | { step: "failed"; failures: Failure[] };

type Failure = { name: string; error: unknown };

/** Takes history from `.eml` and mbox files into a channel, quietly. */
export function ImportMail() {
  const { t } = useLingui();
  const channels = useQuery(queries.channels()).data?.items ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [closed, setClosed] = useState(true);
  const [state, setState] = useState<State>({ step: "idle" });
  const picker = useRef<HTMLInputElement>(null);
  const channelId = chosen ?? channels[0]?.id;
  if (!channelId) return null;

  async function take(files: FileList | null) {
    if (!files?.length || !channelId) return;
    const failures = await send([...files], { channelId, closed: String(closed) }, setState);
    setState(failures.length > 0 ? { step: "failed", failures } : { step: "idle" });
    await cache.invalidateQueries({ queryKey: ["mailWorks"] });
  }

  return (
    <section
      className={look.import}
      aria-label={t`Import mail`}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        void take(event.dataTransfer.files);
      }}
    >
      <div className={look.what}>
        <strong>
          <Trans>Import history</Trans>
        </strong>
        <p>
          <Trans>
            Drop .eml, mbox or zip files here. Doubles are recognised, nobody is answered, nothing
            is alerted.
          </Trans>
        </p>
      </div>
      <Select
        aria-label={t`Into the channel`}
        allowDeselect={false}
        data={channels.map(({ id, address }) => ({ value: id, label: address }))}
        value={channelId}
        onChange={setChosen}
      />
      <Checkbox
        size="xs"
        label={t`As closed tickets`}
        checked={closed}
        onChange={(event) => setClosed(event.currentTarget.checked)}
      />
      <input
        ref={picker}
        type="file"
        accept=".eml,.mbox,.mbx,.zip,message/rfc822,application/mbox,application/zip"
        multiple
        hidden
        onChange={(event) => {
          void take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <Button
        variant="default"
        leftSection={<IconFileImport size={16} stroke={1.5} />}
        disabled={state.step === "sending"}
        onClick={() => picker.current?.click()}
      >
        <Trans>Choose files…</Trans>
      </Button>
      <Outcome state={state} />
    </section>
  );
}

function Outcome({ state }: { state: State }) {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  switch (state.step) {
    case "idle":
      return null;
    case "sending":
      return (
        <div className={look.outcome} role="status">
          <Progress value={state.part * 100} size="sm" aria-label={t`Sending ${state.name}`} />
          <span>
            {state.part < 1 ? (
              <Trans>Sending {state.name}…</Trans>
            ) : (
              <Trans>{state.name} is here; its mails are being looked at…</Trans>
            )}
          </span>
        </div>
      );
    case "failed":
      return (
        <div className={look.outcome}>
          <Notice tone="danger">
            {state.failures.map(({ name, error }) => (
              <div key={name}>
                <strong>{name}</strong> {sayRefusal(error)}
              </div>
            ))}
          </Notice>
        </div>
      );
  }
}

/** When it is here it goes on by itself, below. One that is not taken does not keep the others back. */
async function send(
  files: File[],
  fields: { channelId: string; closed: string },
  tell: (state: State) => void,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const file of files) {
    const { name } = file;
    const onProgress = (part: number) => tell({ step: "sending", name, part });
    onProgress(0);
    await upload(file, name, { path: importMail.path, fields, onProgress }).catch(
      (error: unknown) => failures.push({ name, error }),
    );
  }
  return failures;
}
