"use strict";
/**
 * The door behind every npm script: `launch.cjs start | dev | cli | test | faults | bench | corpus | rows`; what follows goes to the program.
 *
 * The program needs Node 24; this file and those beside it are plain CommonJS that Node 20 can read. On Node 24 with
 * everything in place it only imports the program, in this very process.
 */
const nodeModule = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { buildOnce } = require("./launch/build.cjs");
const { installMissing } = require("./launch/install.cjs");
const { findNode, isNewEnough } = require("./launch/node.cjs");
const { endWithParent } = require("./launch/parent.cjs");
const { runUnder } = require("./launch/run.cjs");

const root = path.resolve(__dirname, "..");

const programs = {
  start: { main: "apps/server/main.ts", builds: true },
  dev: { main: "tools/dev/run.ts", builds: false },
  cli: { main: "apps/server/cli/sportello.ts", builds: false },
  test: { main: "tools/check/run.ts", builds: true },
  faults: { main: "tools/faults/run.ts", builds: false },
  bench: { main: "bench/run.ts", builds: true },
  corpus: { main: "tools/corpus/run.ts", builds: false },
  rows: { main: "tools/rows/run.ts", builds: false },
};

async function launch([name = "start", ...words]) {
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (!program)
    throw new Error(`launch.cjs knows ${Object.keys(programs).join(", ")}; not ${name}.`);

  endWithParent();
  const node = findNode();
  if (!isNewEnough(process.version)) return runUnder(node, [__filename, name, ...words]);

  process.env.PATH = [path.dirname(node), process.env.PATH].join(path.delimiter);
  installMissing(root);
  if (program.builds) buildOnce(root);

  const main = path.join(root, program.main);
  process.argv = [process.execPath, main, ...words];
  // Halves the CPU of a later start: what V8 compiled and Node stripped is kept.
  nodeModule.enableCompileCache(path.join(root, "dist", "compiled"));
  const waiting = () => complainOfSilence(main);
  process.once("exit", waiting);
  await import(pathToFileURL(main).href);
  process.off("exit", waiting);
  nodeModule.flushCompileCache();
}

/** A program that waits for what never comes ends without a word, and with 0: nobody would notice. */
function complainOfSilence(main) {
  if (process.exitCode !== undefined) return;
  process.stderr.write(`${main} ended before it had finished.\n`);
  process.exitCode = 13;
}

launch(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.known ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
