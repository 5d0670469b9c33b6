import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sportello-test-launch-"));
  await cp(import.meta.dirname, join(root, "bin"), { recursive: true });
  await put(
    "package-lock.json",
    JSON.stringify({ packages: { "node_modules/native": here, "node_modules/other": elsewhere } }),
  );
  await put(
    "apps/server/cli/sportello.ts",
    "console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;",
  );
  await put(
    "apps/server/main.ts",
    "process.on('SIGTERM', () => { console.log('down'); process.exit(5); }); console.log('up'); setInterval(() => {}, 1000);",
  );
  await put("npm/npm-cli.js", fakeNpm);
});

afterEach(() => rm(root, { recursive: true, force: true }));

const oldNode = ["/usr/bin/node", "/usr/local/bin/node"].find(
  (file) => existsSync(file) && major(file) < 24,
);

describe("the launcher", () => {
  test("hands words through and keeps the exit code", async () => {
    await put("node_modules/native/package.json", "{}");
    expect(await run(["cli", "doctor", "--desk", "a b"])).toMatchObject({
      code: 7,
      out: '["doctor","--desk","a b"]\n',
      err: "",
    });
  });

  test("puts in what the first install left out, once, however many start at once", async () => {
    await put("node_modules/.package-lock.json", "{}");
    const all = await Promise.all([run(["cli"]), run(["cli"]), run(["cli"])]);

    expect(all.map(({ code }) => code)).toEqual([7, 7, 7]);
    expect(await calls()).toEqual(["install --no-save --no-audit --no-fund --loglevel=error"]);
  });

  test("installs from nothing when there is nothing", async () => {
    expect((await run(["cli"])).code).toBe(7);
    expect(await calls()).toEqual(["ci --no-audit --no-fund --loglevel=error"]);
  });

  test("says why when npm fails, and is not held up by its lock afterwards", async () => {
    await put("npm/npm-cli.js", "console.error('no network'); process.exit(1)");
    expect(await run(["cli"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("no network"),
    });

    await put("npm/npm-cli.js", fakeNpm);
    expect((await run(["cli"])).code).toBe(7);
  });

  test("is not held up by a launcher that was killed while it installed", async () => {
    const dead = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await once(dead, "exit");
    await put("dist/install.lock", String(dead.pid));
    expect((await run(["cli"])).code).toBe(7);
  });

  test("does not pass a program off as done that ended in the middle", async () => {
    await put("node_modules/native/package.json", "{}");
    await put("apps/server/cli/sportello.ts", "await new Promise(() => {});");
    expect(await run(["cli"])).toMatchObject({
      code: 13,
      err: expect.stringContaining("before it had finished"),
    });
  });

  test("builds the workspace once for each state of its sources", async () => {
    await put("node_modules/native/package.json", "{}");
    await put("node_modules/vite/bin/vite.js", fakeVite);
    await put("apps/workspace/vite.config.ts", "1");
    await put("apps/server/main.ts", "process.exit(0)");
    for (const change of ["1", "1", "2", "2"]) {
      await put("apps/workspace/shell/App.tsx", change);
      await run(["start"]);
    }
    expect((await calls()).length).toBe(2);
  });

  test("keeps the files of the build before, for tabs and servers that still use them", async () => {
    await put("node_modules/native/package.json", "{}");
    await put("node_modules/vite/bin/vite.js", fakeVite);
    await put("apps/workspace/vite.config.ts", "1");
    await put("apps/server/main.ts", "process.exit(0)");
    const built = [];
    for (const change of ["1", "2", "3"]) {
      await put("apps/workspace/shell/App.tsx", change);
      await run(["start"]);
      built.push((await readdir(join(root, "dist/workspace/assets"))).toSorted());
    }
    expect(built).toEqual([["app-1.js"], ["app-1.js", "app-2.js"], ["app-2.js", "app-3.js"]]);
    expect(await readFile(join(root, "dist/workspace/index.html"), "utf8")).toBe("3");
  });
});

describe.skipIf(process.platform === "win32")("a program that npm started", () => {
  test.each([
    ["this Node", process.execPath],
    ["an older one", oldNode],
  ])("stops, decently, when npm and its shell are gone: %s", async (_, node) => {
    if (!node) return;
    await put("node_modules/native/package.json", "{}");
    const words = `"${node}" "${join(root, "bin/launch.cjs")}" start; true`;
    const shell = spawn("sh", ["-c", words], { env: environment("start"), detached: true });
    let said = "";
    shell.stdout.on("data", (chunk) => (said += String(chunk)));
    await once(shell.stdout, "data");
    const over = once(shell.stdout, "end", { signal: AbortSignal.timeout(20_000) });

    shell.kill("SIGTERM");

    await over.finally(() => killGroup(shell));
    expect(said).toBe("up\ndown\n");
  });
});

describe.runIf(oldNode)("the launcher on an older Node", () => {
  test("goes on under a newer one, which gets its signals, and keeps the exit code", async () => {
    await put("node_modules/native/package.json", "{}");
    const child = launch(["start"], oldNode);
    const ended = once(child, "exit");
    await once(child.stdout ?? child, "data");

    child.kill("SIGTERM");

    expect(await ended).toEqual([5, null]);
  });
});

const here = { optional: true, os: [process.platform], cpu: [process.arch] };
const elsewhere = { optional: true, os: ["aix"], cpu: ["ppc64"] };

const fakeNpm = `
const fs = require("node:fs");
fs.appendFileSync("calls", process.argv.slice(2).join(" ") + "\\n");
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
fs.mkdirSync("node_modules/native", { recursive: true });
fs.writeFileSync("node_modules/native/package.json", "{}");`;

const fakeVite = `
const fs = require("node:fs");
fs.appendFileSync("calls", "build\\n");
const out = process.argv[process.argv.indexOf("--outDir") + 1];
const state = fs.readFileSync("apps/workspace/shell/App.tsx", "utf8");
fs.mkdirSync(out + "/assets", { recursive: true });
fs.writeFileSync(out + "/assets/app-" + state + ".js", "");
fs.writeFileSync(out + "/index.html", state);`;

async function put(name: string, text: string) {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), text);
}

async function calls() {
  return (await readFile(join(root, "calls"), "utf8")).trim().split("\n");
}

function launch(words: string[], node = process.execPath): ChildProcess {
  const env = environment();
  return spawn(node, [join(root, "bin", "launch.cjs"), ...words], { cwd: root, env });
}

/** `script` = the npm script that started it. */
function environment(script?: string): Record<string, string> {
  const PATH = `${dirname(process.execPath)}:/usr/bin:/bin`;
  const npm = { npm_execpath: join(root, "npm", "npm-cli.js"), NODE_NO_WARNINGS: "1" };
  return { PATH, ...npm, ...(script ? { npm_lifecycle_event: script } : {}) };
}

/** Nothing stays behind, also where the test fails. */
function killGroup({ pid = 0 }: ChildProcess) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All have ended by themselves.
  }
}

async function run(words: string[]) {
  const child = launch(words);
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk) => (out += String(chunk)));
  child.stderr?.on("data", (chunk) => (err += String(chunk)));
  const [code] = await once(child, "close");
  return { code, out, err };
}

function major(node: string) {
  return Number.parseInt(execFileSync(node, ["--version"], { encoding: "utf8" }).slice(1), 10);
}
