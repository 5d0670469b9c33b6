/** Sending to an address that strangers chose: the same tricks as for asking, and no way on from there. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isPublic } from "./address.ts";
import { OutboundError } from "./get.ts";
import { post, type PostLimits } from "./post.ts";

const taken: string[] = [];
const server = createServer((request, answer) => {
  taken.push(request.url ?? "");
  if (request.url === "/slow") return;
  answer.writeHead(request.url === "/away" ? 307 : 201, { location: "/there" }).end();
});
let here = "";

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const strict: PostLimits = { milliseconds: 2000, mayReach: isPublic, plain: false };
const home: PostLimits = { ...strict, mayReach: () => true, plain: true };
const sent = (url: string, limits: PostLimits) =>
  post(url, { headers: { ttl: 1 }, body: Buffer.from("x") }, limits).catch((error: unknown) =>
    error instanceof OutboundError ? error.why : error,
  );

test.each([
  "http://push.example.net/",
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://[::ffff:10.0.0.1]/",
  "https://169.254.169.254/",
  "https://localhost/",
  "file:///etc/passwd",
])("nothing is sent to %s", async (url) => {
  expect(await sent(url, strict)).toBe("address_refused");
});

test("nothing is sent without TLS only because the address may be reached", async () => {
  expect(await sent(here, { ...home, plain: false })).toBe("address_refused");
  expect(taken).toEqual([]);
});

test("the status is the answer; nobody is sent on, waited for or called who is not there", async () => {
  expect(await sent(`${here}/`, home)).toBe(201);
  expect(await sent(`${here}/away`, home)).toBe(307);
  expect(await sent(`${here}/slow`, { ...home, milliseconds: 200 })).toBe("too_slow");
  expect(await sent("http://127.0.0.1:1/", home)).toBe("unreachable");
  expect(taken).toEqual(["/", "/away", "/slow"]);
});
