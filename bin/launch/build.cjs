"use strict";
/** Builds the browser's part once for each state of its sources. */
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require("node:fs");
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
  const fresh = path.join(root, "dist", `${name}-fresh`);
  const words = [vite, "build", "-c", config, "--outDir", fresh, "--emptyOutDir"];
  const env = { ...process.env, NODE_ENV: "production", NO_COLOR: "1" };
  const ran = spawnSync(process.execPath, [...words, "--logLevel", "warn"], {
    cwd: root,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (ran.status !== 0)
    throw known(`The ${name} could not be built:\n${ran.stderr}\n${ran.stdout}`);
  place(fresh, path.join(root, "dist", name));
  writeFileSync(mark(root, name), hash);
}

/**
 * Puts a build in the place of the one before, whose files stay once more: a server that runs on, and pages that are
 * open, still ask for them. Before the page is there, everything that it asks for is.
 */
function place(fresh, home) {
  const list = `${home}.files.json`;
  const before = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : namesIn(home);
  const now = namesIn(fresh);
  for (const name of [...now.filter((name) => name !== "index.html"), "index.html"]) {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    renameSync(path.join(fresh, name), path.join(home, name));
  }
  rmSync(fresh, { recursive: true, force: true });
  const kept = new Set([...before, ...now]);
  for (const name of namesIn(home)) if (!kept.has(name)) rmSync(path.join(home, name));
  writeFileSync(list, JSON.stringify(now));
}

function namesIn(folder) {
  return filesOf(folder).map((file) => path.relative(folder, file));
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
