import { File as Uploaded, uploadFile } from "#contract/files.ts";

/** Uploads one file at once, for a field that holds one. */
export async function uploaded(file: File): Promise<Uploaded> {
  const body = new FormData();
  body.append("file", file, file.name);
  const answer = await fetch(uploadFile.path, { method: "POST", body });
  if (!answer.ok) throw new Error(`upload: ${answer.status}`);
  return Uploaded.parse(await answer.json());
}
