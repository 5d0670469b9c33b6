import assert from "node:assert/strict";
import type { File } from "#contract/files.ts";
import type { Call } from "#platform/call.ts";
import { uploadLimit } from "#platform/http/web.ts";
import { refuse } from "#platform/refusal.ts";
import { nameFiles, storeFile } from "./keep.ts";

/** Keeps one uploaded file; it goes after 48 hours unless something uses it. */
export async function uploadFile(call: Call): Promise<File> {
  const upload = await call.door.nextFile();
  if (!upload) throw refuse("invalid_input", { fields: { file: "is missing" } });
  const { platform, desk, agent, now } = call;
  const { name, type, stream: bytes } = upload;
  const stored = await storeFile(platform, desk.id, { bytes, name, type });
  // Bytes cut at the limit stay unnamed; the sweep takes them.
  if (upload.cut()) throw refuse("file_too_large", { limit: uploadLimit });
  const [file] = await call.db
    .transaction()
    .execute((tx) => nameFiles(tx, desk.id, [stored], { uploadedBy: agent.id, now }));
  assert(file, "a stored file got no row");
  return file;
}
