import { ActionIcon, CopyButton } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { DnsRecord, RecordState } from "#contract/domains.ts";
import look from "./Domains.module.css";

type Props = {
  label: string;
  record: DnsRecord;
  found: { state: RecordState; found: string[] } | undefined;
  children?: ReactNode;
};

/** One DNS record to set, and whether it is there. */
export function RecordLine({ label, record, found, children }: Props) {
  const { t } = useLingui();
  return (
    <div className={look.record}>
      <div className={look.title}>
        <h3>{label}</h3>
        {found ? <State state={found.state} /> : null}
      </div>
      {children}
      <Value label={t`Name of the ${label} record (TXT)`} text={record.name} />
      <Value label={t`Value of the ${label} record`} text={record.value} />
      {found && found.state !== "right" && found.found.length > 0 ? (
        <div className={look.hint}>
          <Trans>Found instead:</Trans>
          {found.found.map((text) => (
            <code key={text} className={look.found}>
              {text}
            </code>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function State({ state }: { state: RecordState }) {
  return (
    <span className={look.state} data-state={state}>
      {state === "right" ? <Trans>In place</Trans> : null}
      {state === "missing" ? <Trans>Not there yet</Trans> : null}
      {state === "different" ? <Trans>Not as it should be</Trans> : null}
      {state === "unknown" ? <Trans>No name server answered</Trans> : null}
    </span>
  );
}

function Value({ label, text }: { label: string; text: string }) {
  const { t } = useLingui();
  return (
    <div className={look.value}>
      <pre tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={copied ? t`Copied` : t`Copy: ${label}`}
            onClick={copy}
          >
            {copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}
