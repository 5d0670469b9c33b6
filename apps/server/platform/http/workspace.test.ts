import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { desk } from "#testkit";
import { keepers } from "../../wiring.ts";
import { mountWorkspace } from "./workspace.ts";

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
