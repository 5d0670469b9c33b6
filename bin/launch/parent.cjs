"use strict";
/**
 * npm and its shell end on a SIGTERM without passing it on, and a killed parent passes on nothing: the program would
 * stay, with nobody to stop it. So what was started by npm stops, decently, when the process that started it is gone.
 */
const often = 1_000;

exports.endWithParent = () => {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, often);
  watch.unref();
};
