/** Reading a file over HTTP: through something that one may see, or by whoever uploaded it until something uses it. */
import type { InputOf } from "#contract/operation.ts";
import type { File, readFile as operation } from "#contract/files.ts";
import type { Call, Download } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { type FileRow, filesByIds, openFile } from "./open.ts";
import { thumbnail } from "./thumb.ts";

/** Whether the caller sees something that this file hangs on. */
export type FileCheck = (call: Call, fileId: string) => Promise<boolean>;

const checks: FileCheck[] = [];

/** Modules to the right, which know where files hang, say who may read them. Called once per module at start. */
export function allowThrough(check: FileCheck) {
  if (!checks.includes(check)) checks.push(check);
}

export async function readFile(
  call: Call,
  { id, size }: InputOf<typeof operation>,
): Promise<Download> {
  const opened = await openFile(call.platform, call.desk.id, id);
  if (!opened) throw refuse("file_not_found");
  const { file, body } = opened;
  if (!(await mayRead(call, file))) {
    body.destroy();
    throw refuse("file_not_found");
  }
  if (size === "full") return { body, ...described(file), size: file.size };
  body.destroy();
  return { ...described(file), ...(await thumbnail(call, file)) };
}

export async function describeFile(call: Call, { id }: { id: string }): Promise<File> {
  const [file] = await filesByIds(call.db, call.desk.id, [id]);
  if (!file || !(await mayRead(call, file))) throw refuse("file_not_found");
  const { name, size, type } = file;
  return { id, name, size, type };
}

async function mayRead(call: Call, file: FileRow): Promise<boolean> {
  if (file.uploadedBy === call.agent.id && !file.linked) return true;
  for (const check of checks) if (await check(call, file.id)) return true;
  return false;
}

/** Shown in the page: pictures, sound and film that cannot act. Everything else is saved. */
const harmless = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/bmp",
  "audio/mpeg",
  "audio/ogg",
  "audio/wav",
  "video/mp4",
  "video/webm",
]);

function described(file: FileRow): Omit<Download, "body"> {
  const inline = harmless.has(file.type);
  // What could act in a browser is handed over as bytes without meaning.
  const type =
    inline || /^(application\/pdf|text\/(plain|csv|calendar))$/.test(file.type)
      ? file.type
      : "application/octet-stream";
  return { type, name: file.name, inline, keep: 86_400 };
}
