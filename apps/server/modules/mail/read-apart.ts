/** Reading in a thread: a mail made to take long holds up nobody, and its reader no longer than the time limit. */
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Reading } from "./read.ts";

/** Milliseconds. */
const timeLimit = 5000;
const idleLimit = 60_000;

/** One reader waits for the next mail: to start a thread costs more than to read most mails. */
let idle: { reader: Worker; end: NodeJS.Timeout } | null = null;

/** @throws Error with the reason why it could not be read. */
export async function readApart(raw: Buffer): Promise<Reading> {
  const reader = takeReader();
  try {
    const reading = revived(await answerOf(reader, raw));
    keepReader(reader);
    return reading;
  } catch (error) {
    await reader.terminate();
    throw error;
  }
}

function takeReader(): Worker {
  if (!idle)
    return new Worker(new URL("./read-thread.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
  const { reader, end } = idle;
  idle = null;
  clearTimeout(end);
  reader.off("error", drop).off("exit", drop);
  reader.ref();
  return reader;
}

function keepReader(reader: Worker) {
  if (idle) return void reader.terminate();
  const end = setTimeout(drop, idleLimit).unref();
  // An idle thread that dies is forgotten.
  reader.once("error", drop).once("exit", drop).unref();
  idle = { reader, end };
}

function drop() {
  clearTimeout(idle?.end);
  void idle?.reader.terminate();
  idle = null;
}

async function answerOf(reader: Worker, raw: Buffer): Promise<Reading> {
  const done = new AbortController();
  const { signal } = done;
  const stopped = once(reader, "exit", { signal }).then(() => {
    throw new Error("its reader stopped");
  });
  const late = wait(timeLimit, null, { signal }).then(() => {
    throw new Error("reading took longer than 5 s");
  });
  try {
    const answer = once(reader, "message", { signal });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    reader.postMessage(raw);
    const [reading] = await Promise.race([answer, stopped, late]);
    return reading as Reading;
  } finally {
    done.abort();
  }
}

/** Bytes cross to another thread as plain arrays. */
function revived(reading: Reading): Reading {
  const attachments = reading.attachments.map((file) => {
    const { buffer, byteOffset, byteLength } = file.content;
    return { ...file, content: Buffer.from(buffer, byteOffset, byteLength) };
  });
  return { ...reading, attachments };
}
