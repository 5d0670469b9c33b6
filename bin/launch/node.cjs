"use strict";
/** Finds a Node that is new enough: this one, one on PATH, or one from npm that is kept in the cache folder. */
const { execFileSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { withLock } = require("./lock.cjs");
const { npm } = require("./npm.cjs");
const { known, say } = require("./say.cjs");

const oldest = 24;
const packaged = "24.21.0";
const program = process.platform === "win32" ? "node.exe" : "node";

exports.isNewEnough = isNewEnough;
function isNewEnough(version) {
  return Number.parseInt(version.replace(/^v/, ""), 10) >= oldest;
}

exports.findNode = () => {
  if (isNewEnough(process.version)) return process.execPath;
  return nodeOnPath() ?? packagedNode();
};

function nodeOnPath() {
  const folders = (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  return folders
    .map((folder) => path.join(folder, program))
    .find((file) => existsSync(file) && runs(file));
}

function runs(file) {
  try {
    const version = execFileSync(file, ["--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return isNewEnough(version);
  } catch {
    return false;
  }
}

/** npm also carries Node itself, as a plain binary without an install script. */
function packagedNode() {
  const system = { linux: "linux", darwin: "darwin", win32: "win" }[process.platform];
  const name = `node-${system}-${process.arch}`;
  const home = path.join(cacheFolder(), "sportello", "node");
  const file = path.join(home, "node_modules", name, "bin", program);
  if (existsSync(file) && runs(file)) return file;

  withLock(path.join(home, "install.lock"), () => {
    if (existsSync(file) && runs(file)) return;
    say(
      `This machine's Node is ${process.version}. Fetching Node ${packaged} into ${home}, once …`,
    );
    const options = [
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--no-package-lock",
      "--loglevel=error",
    ];
    npm(process.execPath, ["install", "--prefix", home, ...options, `${name}@${packaged}`], home);
  });
  if (!runs(file))
    throw known(`Sportello needs Node ${oldest} or newer, and ${name} does not run here.`);
  return file;
}

function cacheFolder() {
  return process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
}
