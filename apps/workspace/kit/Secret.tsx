import { Button, CopyButton, Group } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { Trans } from "@lingui/react/macro";
import look from "./Secret.module.css";

type Props = { lines: string[]; label: string; fileName?: string };

/** Something that is shown once: in a face that tells 0 from O, with copy and download. */
export function Secret({ lines, label, fileName }: Props) {
  const whole = lines.join("\n");
  return (
    <div className={look.secret}>
      <ul className={look.lines} aria-label={label} data-many={lines.length > 1 || undefined}>
        {lines.map((line) => (
          <li key={line}>
            <code>{line}</code>
          </li>
        ))}
      </ul>
      <Group gap={8}>
        <CopyButton value={whole}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="xs"
              onClick={copy}
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            >
              {copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
            </Button>
          )}
        </CopyButton>
        {fileName ? (
          <Button
            variant="default"
            size="xs"
            onClick={() => download(fileName, whole)}
            leftSection={<IconDownload size={14} />}
          >
            <Trans>Download</Trans>
          </Button>
        ) : null}
      </Group>
    </div>
  );
}

function download(name: string, content: string) {
  const url = URL.createObjectURL(new Blob([`${content}\n`], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
