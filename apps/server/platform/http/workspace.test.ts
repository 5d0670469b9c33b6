import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildWeb } from "#platform/http/web.ts";
import { makeMetrics } from "#platform/metrics.ts";
import { desk, type TestDesk } from "#testkit";
import { keepers, routes } from "../../wiring.ts";
import { mountWorkspace } from "./workspace.ts";

let folder: string;
let acme: TestDesk;
let app: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sportello-test-page-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<title>the page</title>");
  await writeFile(join(folder, "assets", "app-1.js"), "1");
  await writeFile(join(folder, "sw.js"), "1");
  await writeFile(join(folder, "manifest.webmanifest"), "{}");
  acme = await desk();
  app = await buildWeb(acme.house.platform, {
    keepers,
    routes,
    metrics: makeMetrics(),
    ready: async () => ({ ok: true, parts: {} }),
    workspace: folder,
    sockets: () => {},
    version: "0.0.0-test",
  });
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const ask = async (url: string, accept?: string, method: "GET" | "HEAD" = "GET") => {
  const headers = { host: acme.host, ...(accept ? { accept } : {}) };
  const { statusCode, headers: got } = await app.inject({ method, url, headers });
  return [statusCode, String(got["content-type"]).split(";")[0]];
};

test("S70: the service worker is asked for anew each time and may only ask us; the manifest is one", async () => {
  const got = await app.inject({ method: "GET", url: "/sw.js", headers: { host: acme.host } });
  expect(got.headers).toMatchObject({
    "cache-control": "no-cache",
    "content-security-policy": "default-src 'none'; connect-src 'self'; img-src 'self'",
  });
  expect(await ask("/sw.js", "*/*")).toEqual([200, "application/javascript"]);
  expect(await ask("/manifest.webmanifest", "*/*")).toEqual([200, "application/manifest+json"]);
});

describe("the page", () => {
  test.each([
    ["a browser", "text/html,application/xhtml+xml,*/*;q=0.8"],
    ["curl", "*/*"],
    ["who does not say what it takes", undefined],
  ])("is for %s", async (_, accept) => {
    expect(await ask("/tickets/open", accept)).toEqual([200, "text/html"]);
    expect(await ask("/", accept, "HEAD")).toEqual([200, "text/html"]);
  });

  test("is not for a program that asks for JSON, nor in place of a file or a part of the API", async () => {
    const missing = [404, "application/problem+json"];
    expect(await ask("/tickets/open", "application/json")).toEqual(missing);
    expect(await ask("/assets/app-0.js", "*/*")).toEqual(missing);
    expect(await ask("/api/v1/nothing", "text/html")).toEqual(missing);
    expect(await ask("/api/v1/nothing", "*/*")).toEqual(missing);
  });
});

test("every address shows the page of the workspace, also one that is no URL", async () => {
  const { host, house } = await desk();
  const folder = await mkdtemp(join(tmpdir(), "sportello-test-page-"));
  await writeFile(join(folder, "index.html"), "<title>Page</title>");
  const app = Fastify();
  await mountWorkspace(app, house.platform, keepers, folder);
  const { port } = new URL(await app.listen({ port: 0, host: "127.0.0.1" }));
  const at = { port, headers: { host, accept: "text/html" } };
  const open = (path: string) =>
    new Promise((resolve) => get({ ...at, path }, (answer) => resolve(answer.resume().statusCode)));

  for (const url of ["/", "/tickets?x=//", "//", "/\\", "//[", "///x", "//setup"])
    expect({ [url]: await open(url) }).toEqual({ [url]: 200 });
  expect(await open("/setup?x=1")).toBe(404);
  await app.close();
  await rm(folder, { recursive: true });
});
