/** For each operation one harmless call, as somebody, about a ticket: how the matrix asks. */
import { linkTo } from "#contract/client.ts";
import { operations } from "#contract/index.ts";
import type { Operation } from "#contract/operation.ts";
import { type Kind, kinds, type Role } from "./roles.ts";
import { credentialOf, type Place, type Scene, sharedTicket, type Who } from "./scene.ts";
import { multipart } from "#testkit/upload.ts";
import { type Input, inputOf, type Known } from "./inputs.ts";

export async function knownOf({ acme }: Scene): Promise<Known> {
  const first = async (url: string) => {
    const headers = { host: acme.host, ...credentialOf(acme.owner) };
    const { items } = (await acme.house.app.inject({ method: "GET", url, headers })).json<{
      items: Input[];
    }>();
    return items[0] ?? {};
  };
  const pipeline = await first("/api/v1/pipelines");
  const [status] = pipeline["statuses"] as { id: string }[];
  return {
    contact: String((await first("/api/v1/contacts"))["id"]),
    company: String((await first("/api/v1/companies"))["id"]),
    pipeline: String(pipeline["id"]),
    status: status?.id ?? "",
  };
}

/** Calls that change who owns or sees a ticket get one of their own. */
export const needsFresh = new Set(["replyToTicket", "deleteTicket", "restoreTicket", "markSpam"]);

export async function askAboutTickets(
  scene: Scene,
  known: Known,
  name: string,
  role: Role,
  who: Who = scene.who(role),
): Promise<Record<Kind, string>> {
  const heard: [Kind, string][] = [];
  for (const kind of kinds) {
    const place = needsFresh.has(name)
      ? await scene.fresh(role, kind)
      : sharedTicket(scene, role, kind);
    if (name === "restoreTicket") await bin(scene, place);
    heard.push([kind, await ask(scene, known, name, who, place)]);
  }
  return Object.fromEntries(heard) as Record<Kind, string>;
}

/** The status of success, or the code of the refusal. */
export async function ask(
  scene: Scene,
  known: Known,
  name: string,
  who: Who,
  place: Place,
): Promise<string> {
  if (operationNamed(name).carries === "socket") return knock(scene, who);
  return askWith(scene, name, who, inputOf(name, scene, place, known));
}

/** The same with an input of one's own. */
export async function askWith(scene: Scene, name: string, who: Who, input: Input): Promise<string> {
  const operation = operationNamed(name);
  const asQuery = operation.method === "GET" || operation.method === "DELETE";
  const { url, rest } = addressOf(operation, input);
  const sent =
    operation.carries === "upload"
      ? multipart(rest as Record<string, string>, {
          name: "note.txt",
          bytes: "Subject: A note\r\n\r\nNothing to see.",
        })
      : asQuery
        ? { headers: {} }
        : { payload: rest, headers: {} };
  const { acme } = scene;
  const answer = await acme.house.app.inject({
    ...sent,
    method: operation.method,
    url,
    headers: { ...sent.headers, host: acme.host, ...credentialOf(who) },
  });
  return answer.statusCode < 400 ? String(answer.statusCode) : answer.json<{ code: string }>().code;
}

export function operationNamed(name: string): Operation {
  const found = operations.find((one) => one.name === name);
  if (!found) throw new Error(`the contract has no operation ${name}`);
  return found.operation;
}

function addressOf(operation: Operation, input: Input) {
  const asQuery = operation.method === "GET" || operation.method === "DELETE";
  if (asQuery) return { url: linkTo(operation, input), rest: {} };
  const rest = { ...input };
  const url = operation.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = String(rest[key]);
    delete rest[key];
    return encodeURIComponent(value);
  });
  return { url, rest };
}

async function bin({ acme }: Scene, { number }: Place) {
  await acme.house.app.inject({
    method: "DELETE",
    url: `/api/v1/tickets/${number}`,
    headers: { host: acme.host, ...credentialOf(acme.owner) },
  });
}

/** A socket that opens is closed again. */
async function knock({ acme }: Scene, who: Who): Promise<string> {
  const headers = { host: acme.host, ...credentialOf(who) };
  const opened = await acme.house.app
    .injectWS("/api/v1/live", { headers })
    .catch((error: unknown) => error);
  if (opened instanceof Error) {
    const upgrade = {
      connection: "upgrade",
      upgrade: "websocket",
      "sec-websocket-key": "c3BvcnRlbGxvIG1hdHJpeA==",
      "sec-websocket-version": "13",
    };
    const answer = await acme.house.app.inject({
      method: "GET",
      url: "/api/v1/live",
      headers: { ...headers, ...upgrade },
    });
    return answer.json<{ code: string }>().code;
  }
  (opened as { terminate(): void }).terminate();
  return "101";
}
