"use strict";
/** Runs npm under a given Node. Its words are shown only when it fails. */
const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const path = require("node:path");
const { known } = require("./say.cjs");

exports.npm = (node, words, folder) => {
  const env = { ...process.env, PATH: [path.dirname(node), process.env.PATH].join(path.delimiter) };
  // Settings that an outer `npm start` hands down are not meant for this call.
  for (const name of Object.keys(env))
    if (/^npm_(config|package|lifecycle)_/i.test(name)) delete env[name];
  const script = npmScript(node);
  const [file, first] = script ? [node, [script]] : ["npm", []];
  const ran = spawnSync(file, [...first, ...words], {
    cwd: folder,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (ran.status === 0) return;
  const why = ran.error?.message ?? `${ran.stderr}\n${ran.stdout}`.trim();
  throw known(`npm ${words[0]} failed:\n${why}`);
};

/** npm's own program, when it started us or lies beside this Node: called directly it cannot pick another Node. */
function npmScript(node) {
  const beside = path.join(
    path.dirname(node),
    "..",
    "lib",
    "node_modules",
    "npm",
    "bin",
    "npm-cli.js",
  );
  const candidates = [process.env.npm_execpath, beside];
  return candidates.find((file) => file?.endsWith("npm-cli.js") && existsSync(file));
}
