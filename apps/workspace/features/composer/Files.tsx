import { ActionIcon, Loader } from "@mantine/core";
import { IconFile, IconPhoto, IconRefresh, IconX } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import type { File as Attached } from "#contract/files.ts";
import { bytes } from "../../kit/bytes.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import classes from "./Files.module.css";
import { fileUrl } from "./pictures.ts";
import type { Upload } from "./uploads.ts";

type Props = {
  files: Attached[];
  uploads: Upload[];
  onRemove(id: string): void;
  onStop(id: string): void;
};

/** What goes with the message: on its way, failed, there. Pictures inside the text are not listed. */
export function Files({ files, uploads, onRemove, onStop }: Props) {
  const { t } = useLingui();
  if (files.length + uploads.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={t`Attachments`}>
      {files.map((file) => (
        <li key={file.id} className={classes.file}>
          {file.type.startsWith("image/") ? (
            <img className={classes.thumb} src={fileUrl(file.id, "thumb")} alt="" />
          ) : (
            <IconFile size={16} stroke={1.5} aria-hidden />
          )}
          <a className={classes.name} href={fileUrl(file.id)} target="_blank" rel="noopener">
            {file.name}
          </a>
          <span className={classes.size}>{bytes(file.size)}</span>
          <ActionIcon
            size="sm"
            aria-label={t`Remove ${file.name}`}
            onClick={() => onRemove(file.id)}
          >
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        </li>
      ))}
      {uploads.map((one) => (
        <Going key={one.id} upload={one} onStop={() => onStop(one.id)} />
      ))}
    </ul>
  );
}

function Going({ upload, onStop }: { upload: Upload; onStop: () => void }) {
  const { t } = useLingui();
  const say = useSayRefusal();
  const { name, size, part, error } = upload;
  const percent = Math.round(part * 100);
  return (
    <li className={classes.file} data-failed={error ? true : undefined}>
      {error ? <IconPhoto size={16} stroke={1.5} aria-hidden /> : <Loader size={14} />}
      <span className={classes.name}>{name}</span>
      {error ? (
        <span role="alert">{say(error)}</span>
      ) : (
        <span
          className={classes.size}
          role="progressbar"
          aria-label={t`Uploading ${name}`}
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          {percent}% · {bytes(size)}
        </span>
      )}
      {error ? (
        <ActionIcon size="sm" aria-label={t`Try again`} onClick={upload.retry}>
          <IconRefresh size={14} stroke={1.5} />
        </ActionIcon>
      ) : null}
      <ActionIcon size="sm" aria-label={t`Remove ${name}`} onClick={onStop}>
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </li>
  );
}
