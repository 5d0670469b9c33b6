"use strict";
/** Builds the browser's part once for each state of its sources. */
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { withLock } = require("./lock.cjs");
const { known, say } = require("./say.cjs");

const builds = [
  {
    name: "workspace",
    config: "apps/workspace/vite.config.ts",
    sources: ["apps/workspace", "packages/contract", "lingui.config.ts", "package-lock.json"],
  },
];

exports.buildOnce = (root) => {
  for (const build of builds.filter(({ config }) => existsSync(path.join(root, config)))) {
    const hash = sourceHash(root, build.sources);
    if (builtHash(root, build) === hash) continue;
    withLock(path.join(root, "dist", "build.lock"), () => {
      if (builtHash(root, build) !== hash) run(root, build, hash);
    });
  }
};

function run(root, { name, config }, hash) {
  say(`Building the ${name}, once …`);
  const vite = path.join(root, "node_modules", "vite", "bin", "vite.js");
  const words = [vite, "build", "-c", config, "--logLevel", "warn"];
  const env = { ...process.env, NODE_ENV: "production", NO_COLOR: "1" };
  const ran = spawnSync(process.execPath, words, {
    cwd: root,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (ran.status !== 0)
    throw known(`The ${name} could not be built:\n${ran.stderr}\n${ran.stdout}`);
  mkdirSync(path.dirname(mark(root, name)), { recursive: true });
  writeFileSync(mark(root, name), hash);
}

function mark(root, name) {
  return path.join(root, "dist", `${name}.hash`);
}

/** Empty when the folder was deleted, whatever the mark says. */
function builtHash(root, { name }) {
  const there =
    existsSync(path.join(root, "dist", name, "index.html")) && existsSync(mark(root, name));
  return there ? readFileSync(mark(root, name), "utf8") : "";
}

exports.sourceHash = sourceHash;
function sourceHash(root, sources) {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesOf(path.join(root, source)))) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesOf(place) {
  if (!existsSync(place)) return [];
  const entries = path.extname(place) ? [] : readdirSync(place, { withFileTypes: true });
  if (path.extname(place)) return [place];
  return entries
    .filter(({ name }) => !name.includes(".test."))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesOf(path.join(place, entry.name)) : [path.join(place, entry.name)],
    );
}
