"use strict";
/** Runs the launcher again under a newer Node, and is nothing but its shadow: signals in, exit code out. */
const { spawn } = require("node:child_process");
const path = require("node:path");

exports.runUnder = (node, words) =>
  new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      PATH: [path.dirname(node), process.env.PATH].join(path.delimiter),
    };
    const child = spawn(node, words, { stdio: "inherit", env });
    for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"])
      process.on(signal, () => forward(child, signal));
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.exitCode = code ?? 128 + (require("node:os").constants.signals[signal] ?? 0);
      resolve();
    });
  });

/** Ctrl-C in a terminal reaches the child by itself; twice would mean "at once". */
function forward(child, signal) {
  if (signal === "SIGINT" && process.stdin.isTTY) return;
  child.kill(signal);
}
