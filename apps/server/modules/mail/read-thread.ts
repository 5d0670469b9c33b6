import { parentPort } from "node:worker_threads";
import { parseMail } from "#mail/parse.ts";
import { understand } from "./understand.ts";

parentPort?.on("message", async (raw: Uint8Array) => {
  const mail = await parseMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  parentPort?.postMessage(understand(mail));
});

// Everything is loaded: whoever started this thread may send.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
parentPort?.postMessage("ready");
