import { useRef, useState } from "react";
import { File as Uploaded, uploadFile } from "#contract/files.ts";
import { upload } from "../../live/api.ts";

export type Upload = {
  id: string;
  name: string;
  size: number;
  /** 0…1 */
  part: number;
  error: unknown;
  retry(): void;
};

/** 25 MB, what the server takes. */
export const largest = 25 * 1024 * 1024;

/** Files on their way to the server: with progress, each can be stopped or tried again. */
export function useUploads() {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const change = (id: string, to: Partial<Upload>) =>
    setUploads((now) => now.map((one) => (one.id === id ? { ...one, ...to } : one)));
  const drop = (id: string) => setUploads((now) => now.filter((one) => one.id !== id));

  async function run(id: string, file: Blob, name: string, done: (uploaded: Uploaded) => void) {
    const stop = new AbortController();
    stops.current.set(id, stop);
    change(id, { error: null, part: 0 });
    try {
      const answer = await upload(file, name, {
        path: uploadFile.path,
        signal: stop.signal,
        onProgress: (part) => change(id, { part }),
      });
      drop(id);
      done(Uploaded.parse(answer));
    } catch (error) {
      if (stop.signal.aborted) drop(id);
      else change(id, { error });
    } finally {
      stops.current.delete(id);
    }
  }

  /** Returns the id of the upload, by which an inline picture waits for its file. */
  function start(file: File, done: (uploaded: Uploaded) => void): string {
    const id = crypto.randomUUID();
    const name = file.name || `image.${file.type.split("/")[1] ?? "png"}`;
    const retry = () => void run(id, file, name, done);
    setUploads((now) => [...now, { id, name, size: file.size, part: 0, error: null, retry }]);
    retry();
    return id;
  }

  function stop(id: string) {
    stops.current.get(id)?.abort();
    drop(id);
  }

  return { uploads, start, stop, waiting: uploads.some((one) => !one.error) };
}
