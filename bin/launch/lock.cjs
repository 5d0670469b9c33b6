"use strict";
/** One at a time, over processes: two starts at once would install or build into each other. */
const {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} = require("node:fs");
const path = require("node:path");
const { say } = require("./say.cjs");

const longest = 15 * 60_000;

exports.withLock = (file, work) => {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let waited = 0; !take(file); waited++) {
    if (waited === 4) say("Waiting for another start to finish its preparations …");
    if (isDead(file)) rmSync(file, { force: true });
    else sleep(250);
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
};

function take(file) {
  try {
    const handle = openSync(file, "wx");
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  }
}

/** Its holder was killed, or has held it longer than any install takes. */
function isDead(file) {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    if (age > longest) return true;
    return pid > 0 ? !lives(pid) : age > 2_000;
  } catch (error) {
    return error.code !== "ENOENT";
  }
}

function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
