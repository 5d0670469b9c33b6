import type { File } from "#contract/files.ts";
import type { Call } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { nameFile } from "./keep.ts";

/** Keeps one uploaded file; it goes after 48 hours unless something uses it. */
export async function uploadFile(call: Call): Promise<File> {
  const upload = await call.door.nextFile();
  if (!upload) throw refuse("invalid_input", { fields: { file: "is missing" } });
  const { platform, desk, agent, now } = call;
  const stored = await platform.files.put(desk.id, upload.stream);
  // Bytes cut at the limit stay unnamed; the clean-up takes them.
  if (upload.cut()) throw refuse("file_too_large", { limit: 25 * 1024 * 1024 });
  return call.db.transaction().execute((tx) =>
    nameFile(platform, tx, desk.id, {
      stored,
      name: upload.name,
      type: upload.type,
      uploadedBy: agent.id,
      now,
    }),
  );
}
