/**
 * Reading in threads of their own: a mail made to take long, or all memory, holds up nobody, and its reader no longer
 * than the time limit.
 */
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Reading } from "./understand.ts";

/** Milliseconds. */
const timeLimit = 5000;
const idleLimit = 60_000;
/** Megabytes of what a reader makes of a mail; the bytes of its parts are not among them. */
const memoryLimit = 512;
/** One that hangs leaves another one to go on with. */
const mostReaders = Math.min(Math.max(2, availableParallelism()), 4);

/** Readers wait for the next mail: to start a thread costs more than to read most mails. */
const idle: { reader: Worker; end: NodeJS.Timeout }[] = [];
const waiting: (() => void)[] = [];
let reading = 0;

/**
 * @throws Error with the reason why it could not be read; `NoReader` where no thread can be had just now, which says nothing
 * of the mail.
 */
export async function readApart(raw: Buffer, milliseconds = timeLimit): Promise<Reading> {
  try {
    return await readOnce(raw, milliseconds);
  } catch (error) {
    // A machine that stood still for seconds is no mail made to take long: that one takes as long again.
    if (error instanceof TooLong) return await readOnce(raw, milliseconds);
    throw error;
  }
}

export class NoReader extends Error {}
class TooLong extends Error {}

async function readOnce(raw: Buffer, milliseconds: number): Promise<Reading> {
  if (reading >= mostReaders) await new Promise<void>((next) => waiting.push(next));
  else reading++;
  const { reader, ready } = takeReader();
  try {
    await ready;
    const read = revived(await answerOf(reader, raw, milliseconds));
    keepReader(reader);
    return read;
  } catch (error) {
    await reader.terminate();
    throw error;
  } finally {
    // The place goes to whoever waits longest.
    const next = waiting.shift();
    if (next) next();
    else reading--;
  }
}

function takeReader(): { reader: Worker; ready: Promise<void> } {
  const kept = idle.pop();
  if (!kept) return startReader();
  clearTimeout(kept.end);
  kept.reader.removeAllListeners("error").removeAllListeners("exit");
  kept.reader.ref();
  return { reader: kept.reader, ready: Promise.resolve() };
}

/** The clock of a mail begins when its reader listens. */
function startReader() {
  const reader = new Worker(new URL("./read-thread.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryLimit },
  });
  const ready = once(reader, "message").then(
    () => undefined,
    (error: unknown) => {
      throw new NoReader("no thread to read in", { cause: error });
    },
  );
  return { reader, ready };
}

function keepReader(reader: Worker) {
  const forget = () => {
    const at = idle.findIndex((kept) => kept.reader === reader);
    if (at >= 0) clearTimeout(idle.splice(at, 1)[0]?.end);
    void reader.terminate();
  };
  const end = setTimeout(forget, idleLimit).unref();
  // An idle thread that dies is forgotten.
  reader.once("error", forget).once("exit", forget).unref();
  idle.push({ reader, end });
}

async function answerOf(reader: Worker, raw: Buffer, milliseconds: number): Promise<Reading> {
  const done = new AbortController();
  const { signal } = done;
  const stopped = once(reader, "exit", { signal }).then(() => {
    throw new Error("its reader stopped");
  });
  const late = wait(milliseconds, null, { signal }).then(() => {
    throw new TooLong(`reading took longer than ${milliseconds / 1000} s`);
  });
  try {
    const answer = once(reader, "message", { signal });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    reader.postMessage(raw);
    const [read] = await Promise.race([answer, stopped, late]);
    return read as Reading;
  } finally {
    done.abort();
  }
}

/** Bytes cross to another thread as plain arrays. */
function revived(read: Reading): Reading {
  const attachments = read.attachments.map((file) => {
    const { buffer, byteOffset, byteLength } = file.content;
    return { ...file, content: Buffer.from(buffer, byteOffset, byteLength) };
  });
  return { ...read, attachments };
}
