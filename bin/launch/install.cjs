"use strict";
/**
 * Puts in what an earlier `npm ci` left out. Run by Node 20, npm silently drops native packages that ask for a newer
 * Node: the install is green, and the program fails later.
 */
const { existsSync, readFileSync } = require("node:fs");
const path = require("node:path");
const { withLock } = require("./lock.cjs");
const { npm } = require("./npm.cjs");
const { known, say } = require("./say.cjs");

exports.installMissing = (root) => {
  if (missingBindings(root).length === 0) return;
  withLock(path.join(root, "dist", "install.lock"), () => {
    const missing = missingBindings(root);
    if (missing.length === 0) return;
    const what = existsSync(path.join(root, "node_modules"))
      ? "what the first install left out"
      : "its parts";
    say(
      `Installing ${what} (${missing.length} native packages) for Node ${process.versions.node}, once …`,
    );
    complete(root);
  });
  const missing = missingBindings(root);
  if (missing.length > 0) throw known(`npm does not bring ${missing.join(", ")} to this machine.`);
};

const quietly = ["--no-audit", "--no-fund", "--loglevel=error"];

/** Adding to what is there takes 2 s; from nothing, and where that did not help, it takes the whole minute. */
function complete(root) {
  if (existsSync(path.join(root, "node_modules", ".package-lock.json"))) {
    npm(process.execPath, ["install", "--no-save", ...quietly], root);
  }
  if (missingBindings(root).length > 0) npm(process.execPath, ["ci", ...quietly], root);
}

exports.missingBindings = missingBindings;

/** Native packages of the lock file that fit this machine and are not there. */
function missingBindings(root) {
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages)
    .filter(([, about]) => about.optional && about.cpu && fitsHere(about))
    .map(([place]) => place)
    .filter((place) => !existsSync(path.join(root, place, "package.json")));
}

function fitsHere({ os, cpu, libc }) {
  return (
    allows(os, process.platform) &&
    allows(cpu, process.arch) &&
    (process.platform !== "linux" || allows(libc, ourLibc()))
  );
}

function allows(list, ours) {
  if (!list) return true;
  if (list.includes(`!${ours}`)) return false;
  const wanted = list.filter((word) => !word.startsWith("!"));
  return wanted.length === 0 || wanted.includes(ours);
}

let libc;
function ourLibc() {
  libc ??=
    existsSync("/lib/ld-musl-x86_64.so.1") || existsSync("/lib/ld-musl-aarch64.so.1")
      ? "musl"
      : "glibc";
  return libc;
}
