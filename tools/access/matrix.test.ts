/** The generated access matrix: every operation × every role × tickets they may and may not see. */
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { operations } from "#contract/index.ts";
import { LiveMessage, LiveSignal } from "#contract/live.ts";
import { scopes } from "#contract/operation.ts";
import { refusals } from "#contract/refusals.ts";
import { openSession } from "#modules/people";
import { routes } from "../../apps/server/wiring.ts";
import { answersOf } from "./answers.ts";
import { expected } from "./expected.ts";
import { type Role, roles } from "./roles.ts";
import { page } from "./page.ts";
import { ask, askAboutTickets, knownOf, needsFresh } from "./probe.ts";
import type { Known } from "./inputs.ts";
import { type Scene, setScene, sharedTicket, type Who } from "./scene.ts";

let scene: Scene;
let known: Known;

beforeAll(async () => {
  scene = await setScene();
  known = await knownOf(scene);
});

const names = operations.map(({ name }) => name);
const place = () => sharedTicket(scene, "super admin", "nobody's");

describe("the inventory", () => {
  test("has a line for every operation of the contract, and no other", () => {
    expect(Object.keys(expected).toSorted(byWord)).toEqual(names.toSorted(byWord));
  });

  test("is what the server answers: every operation has its route, the socket included", () => {
    const routed = routes.map(({ operation }) => `${operation.method} ${operation.path}`);
    const wanted = operations.map(({ operation }) => `${operation.method} ${operation.path}`);
    expect([...routed, "GET /api/v1/live"].toSorted(byWord)).toEqual(wanted.toSorted(byWord));
  });

  test("leads nowhere else: below /api/v1 there is nothing that the contract does not name", () => {
    const tree = scene.acme.house.app.printRoutes({ commonPrefix: false, includeHooks: false });
    const mounted = [...tree.matchAll(/(\/api\/v1\S*) \(([A-Z, ]+)\)/g)].flatMap(
      ([, path, methods]) =>
        (methods ?? "")
          .split(", ")
          .filter((method) => method !== "HEAD")
          .map((method) => `${method} ${path}`),
    );
    const wanted = operations.map(
      ({ operation }) => `${operation.method} ${operation.path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
    );
    expect(mounted.filter((one) => !wanted.includes(one))).toEqual([]);
  });

  test("knows every message of the socket: a new one needs its test of who hears it", () => {
    const kindsOf = (union: typeof LiveMessage | typeof LiveSignal) =>
      union.options.map(({ shape }) => shape.kind.value);
    expect(kindsOf(LiveMessage)).toEqual([
      "hello",
      "event",
      "beat",
      "draft",
      "read",
      "notification",
      "presence",
      "hidden",
      "resync",
      "session",
    ]);
    expect(kindsOf(LiveSignal)).toEqual(["presence", "ping"]);
  });

  test("is written down for people", async () => {
    const written = await readFile(new URL("../../docs/access-matrix.md", import.meta.url), "utf8");
    expect(written, "run: node tools/access/page.ts").toBe(page());
  });
});

describe("each role", () => {
  test.each(names)("gets the answer of the table to %s", async (name) => {
    const line = expected[name];
    if (!line) throw new Error(`${name} has no line`);
    for (const role of roles) {
      const answer =
        line.at === "ticket"
          ? await askAboutTickets(scene, known, name, role)
          : await askOnce(name, role);
      expect({ [role]: answer }).toEqual({ [role]: answersOf(line, role) });
    }
  });
});

describe("without Service and Sales access", () => {
  test("S6: every operation of the help desk answers 403, its socket as well; one of the two opens them", async () => {
    const gated = operations.filter(({ operation: { needs } }) => needs === "service");
    for (const { name } of gated) {
      const answer = await ask(scene, known, name, scene.who("no service"), place());
      expect({ [name]: answer }).toEqual({ [name]: "workspace_forbidden" });
    }
    expect(refusals.workspace_forbidden.status).toBe(403);
    for (const role of ["everything", "sales only"] as const)
      expect(await ask(scene, known, "listTickets", scene.who(role), place())).toBe("200");
    expect(gated.length).toBeGreaterThan(50);
  });
});

describe("a token of a Super Admin with one scope", () => {
  test.each(names.filter((name) => expected[name]?.at !== "open"))(
    "may %s with the right scope only",
    async (name) => {
      const line = expected[name];
      if (!line || line.at === "open") return;
      for (const scope of scopes) {
        const at = scope === line.scope ? await freshFor(name) : place();
        const says = { [line.scope ?? ""]: line.says, [line.or?.scope ?? ""]: line.or?.says };
        const answer = await ask(scene, known, name, { token: scene.tokens.get(scope) ?? "" }, at);
        expect({ [scope]: answer }).toEqual({
          [scope]: says[scope] ?? "scope_missing",
        });
      }
    },
  );
});

describe("a token with every scope, of a user who sees only their own tickets", () => {
  test.each(names.filter((name) => expected[name]?.at !== "open"))(
    "gets no more than they do from %s",
    async (name) => {
      const line = expected[name];
      if (!line || line.at === "open") return;
      const who = { token: scene.ownToken };
      const answer =
        line.at === "ticket"
          ? await askAboutTickets(scene, known, name, "own", who)
          : await ask(scene, known, name, who, place());
      expect(answer).toEqual(line.scope ? answersOf(line, "own") : "scope_missing");
    },
  );
});

describe("who may see but not act", () => {
  const all = { reach: "all", unassigned: true } as const;
  const none = { reach: "none", unassigned: false } as const;
  const acts = names.filter((name) => {
    const line = expected[name];
    return line?.at === "ticket" && line.may !== "see";
  });

  test("H116: reads list, ticket, messages, history and files, and each act on a ticket is refused by name", async () => {
    const rights = { tickets: { view: all, edit: none, delete: none } };
    const watcher = await scene.acme.user("Watcher", rights);
    for (const name of ["listTickets", "readTicket", "listMessages", "listActivity", "readFile"])
      expect({ [name]: await ask(scene, known, name, watcher, place()) }).toEqual({
        [name]: "200",
      });
    for (const name of acts) {
      const line = expected[name];
      const no = line?.at === "ticket" && line.may === "delete" ? "delete" : "edit";
      const answer = await ask(scene, known, name, watcher, await freshFor(name));
      expect({ [name]: answer }).toEqual({ [name]: `${no}_forbidden` });
    }
    for (const name of ["createTicket", "writeToContact", "writeFromCompany"])
      expect(await ask(scene, known, name, watcher, place())).toBe("edit_forbidden");
    expect(acts.length).toBeGreaterThan(15);
  });
});

describe("the plan of a desk", () => {
  const words =
    /\b(upgrades?|(pricing|paid|free|your|this|higher) plans?|trial|subscribe to|premium|enterprise|abbonament\w+|piano (gratuito|a pagamento|superiore)|periodo di prova)\b/i;

  test("S1: does not exist: the owner of a new desk reaches every operation, and nothing is refused for a plan", async () => {
    const { owner } = scene.acme;
    for (const name of names) {
      const line = expected[name];
      const who = name === "signOut" ? await secondSession(owner) : owner;
      const answer = await ask(scene, known, name, who, await freshFor(name));
      expect({ [name]: answer }).toEqual({ [name]: line?.says });
    }
    const statuses: number[] = Object.values(refusals).map(({ status }) => status);
    expect(statuses).not.toContain(402);
  });

  test.each([
    [
      "what the API says",
      () => JSON.stringify([refusals, operations.map((one) => one.operation.does)]),
    ],
    ["the English catalogue", () => catalogue("en")],
    ["the Italian catalogue", () => catalogue("it")],
  ])("S1: is named nowhere: %s", async (_, read) => {
    const text = await read();
    expect(text.length).toBeGreaterThan(1000);
    expect(text.match(words)).toBeNull();
  });
});

function catalogue(locale: string): Promise<string> {
  const place = `../../apps/workspace/locales/${locale}.po`;
  return readFile(new URL(place, import.meta.url), "utf8");
}

/** Operations that end the session they are called with get one of their own. */
async function askOnce(name: string, role: Role): Promise<string> {
  const who = scene.who(role);
  return ask(scene, known, name, name === "signOut" ? await secondSession(who) : who, place());
}

async function secondSession(who: Who): Promise<Who> {
  if (!who || "token" in who) return who;
  const { db, clock } = scene.acme.house.platform;
  const session = await openSession(db, {
    deskId: scene.acme.id,
    userId: who.id,
    now: clock(),
    agent: "matrix",
    ip: "127.0.0.1",
  });
  return { ...who, session };
}

async function freshFor(name: string) {
  if (!needsFresh.has(name)) return place();
  if (name !== "restoreTicket") return scene.fresh("super admin", "nobody's");
  const binned = await scene.fresh("super admin", "nobody's");
  await ask(scene, known, "deleteTicket", scene.who("super admin"), binned);
  return binned;
}

function byWord(a: string, b: string) {
  return a < b ? -1 : 1;
}
