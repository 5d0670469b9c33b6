import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { linkTo } from "#contract/client.ts";
import { readFile } from "#contract/files.ts";
import { queries } from "../live/queries.ts";
import { bytes } from "./bytes.ts";
import look from "./FileValue.module.css";

/** A file as the value of a property: its name, by which it is downloaded, and its size. Never its id. */
export function FileValue({ id }: { id: string }) {
  const { data: file, isError } = useQuery(queries.file(id));
  if (isError) return <Trans>a file that is not there any more</Trans>;
  if (!file) return "…";
  return (
    <span className={look.file}>
      <a href={linkTo(readFile, { id })} download={file.name} title={file.name}>
        {file.name}
      </a>{" "}
      <span className={look.size}>{bytes(file.size)}</span>
    </span>
  );
}
