/** Whatever one sends to any operation, as the one who may everything: an answer or a named refusal, never a crash. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { operations } from "#contract/index.ts";
import type { Operation } from "#contract/operation.ts";
import { type Input, inputOf, type Known } from "./inputs.ts";
import { knownOf } from "./probe.ts";
import { credentialOf, type Scene, setScene, sharedTicket } from "./scene.ts";

let scene: Scene;
let known: Known;
beforeAll(async () => {
  scene = await setScene();
  known = await knownOf(scene);
});

const id = "018f0000-0000-7000-8000-000000000000";
const numbers = fc.oneof(
  fc.constantFrom(0, -1, 1.5, 2 ** 31 - 1, 2 ** 31, 3_000_000_000, 2 ** 53, 1e21, 1e308),
  fc.integer(),
);
const moments = fc.constantFrom(
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999999999Z",
  "2026-01-01T00:00:00+23:59",
  "2026-02-30T00:00:00Z",
);
const strings = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "\u0000", "a\u0000b", "\ud800", "%", "_\\", "__proto__", "'", "#9999999999"),
  moments,
  fc.constant(id),
);
/** Of the form that lists give, with something else in it. */
const cursors = fc
  .oneof(
    fc.tuple(fc.oneof(moments, strings, numbers), fc.constant(id)),
    fc.tuple(strings),
    fc.jsonValue(),
  )
  .map((place) => Buffer.from(JSON.stringify(place)).toString("base64url"));
const places = fc
  .tuple(fc.constantFrom("00000000", "ffffffff"), fc.bigInt(0n, 10n ** 20n), fc.nat())
  .map((parts) => parts.join("."));
const texts = fc.oneof(strings, numbers, cursors, fc.constant(id));
const values = fc.oneof(
  texts,
  fc.jsonValue({ stringUnit: "binary" }),
  fc.constantFrom(...[60, 70, 3000, 20_000].map((levels) => `nested ${levels} times`)),
);
const oddFor: Record<string, fc.Arbitrary<unknown>> = { cursor: cursors, after: places };

const asked = operations.filter(
  ({ name, operation }) => name !== "signOut" && ["json", "download"].includes(operation.carries),
);

describe("odd input", () => {
  test.each(asked)("never breaks $name", async ({ name, operation }) => {
    const right = inputOf(name, scene, sharedTicket(scene, "super admin", "mine"), known);
    const inPath = (key: string) => operation.path.includes(`{${key}}`);
    const odd = Object.keys(operation.input.shape).map((key) =>
      fc.tuple(
        fc.constant(key),
        oddFor[key] ?? (inBody(operation) && !inPath(key) ? values : texts),
      ),
    );
    const changes = fc.array(fc.oneof(fc.constant(null), ...odd), { maxLength: 2 });
    const inputs = changes.map((some) => ({
      ...right,
      ...Object.fromEntries(some.filter((one) => one !== null)),
    }));
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        expect(await statusOf(operation, input)).toBeLessThan(500);
      }),
      { numRuns: 30 },
    );
  });
});

async function statusOf(operation: Operation, input: Input): Promise<number> {
  const rest = { ...input };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = encode(rest[key]);
    delete rest[key];
    return value;
  });
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const query = () => given.map(([key, value]) => `${key}=${encode(value)}`).join("&");
  const answer = await scene.acme.house.app.inject({
    method: operation.method,
    url: inBody(operation) ? path : `${path}?${query()}`,
    headers: {
      host: scene.acme.host,
      ...credentialOf(scene.who("super admin")),
      ...(inBody(operation) ? { "content-type": "application/json" } : {}),
    },
    ...(inBody(operation) ? { payload: written(Object.fromEntries(given)) } : {}),
  });
  return answer.statusCode;
}

function inBody({ method }: Operation): boolean {
  return method !== "GET" && method !== "DELETE";
}

/** Also what no URL should carry: halves of characters become bytes that are none. */
function encode(value: unknown): string {
  const bytes = [...Buffer.from(String(value).replaceAll(/[\ud800-\udfff]/gu, "\u0000"))];
  return bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}

/** As text: what is nested so deeply cannot be written by our own side either. */
function written(body: Input): string {
  return JSON.stringify(body).replaceAll(
    /"nested (\d+) times"/g,
    (_, levels: string) => `${"[".repeat(Number(levels))}1${"]".repeat(Number(levels))}`,
  );
}
