/** The door: which desk, who asks, may they, from our own pages? */
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Operation } from "#contract/operation.ts";
import { mayManage, mayWork } from "#contract/rights.ts";
import type { Agent, Desk, Door, Platform, Upload } from "../call.ts";
import { refuse } from "../refusal.ts";

export const sessionCookie = "sportello_session";

export type Credential = { kind: "session" | "api"; token: string };

/** What the door asks of the modules behind it. */
export type Keepers = {
  /** The desk of a host name; null when there is none. */
  findDesk(platform: Platform, host: string): Promise<Desk | null>;
  /** Who holds this credential on this desk; null when nobody does. */
  identify(platform: Platform, desk: Desk, credential: Credential): Promise<Agent | null>;
};

export async function enterAsAgent(
  platform: Platform,
  keepers: Keepers,
  request: FastifyRequest,
  operation: Operation,
): Promise<{ desk: Desk; agent: Agent }> {
  const desk = await findDesk(platform, keepers, request);
  const credential = credentialOf(request);
  if (!credential) throw refuse("signed_out");
  if (credential.kind === "session") refuseOtherOrigin(platform, request);
  const agent = await keepers.identify(platform, desk, credential);
  if (!agent) throw refuse("signed_out");
  refuseWithoutRight(agent, operation);
  return { desk, agent };
}

export async function findDesk(
  platform: Platform,
  keepers: Keepers,
  request: FastifyRequest,
): Promise<Desk> {
  const desk = await keepers.findDesk(platform, request.hostname);
  if (!desk) throw refuse("desk_not_found");
  return desk;
}

export function credentialOf(request: FastifyRequest): Credential | null {
  const [, bearer] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  if (bearer) return { kind: "api", token: bearer };
  const cookie = request.cookies[sessionCookie];
  return cookie ? { kind: "session", token: cookie } : null;
}

/** A browser that changes something, or opens a socket, must do so from our own pages. */
export function refuseOtherOrigin(platform: Platform, request: FastifyRequest) {
  const upgrades = request.headers.upgrade !== undefined;
  if (request.method === "GET" && !upgrades) return;
  const { origin } = request.headers;
  if (origin === undefined) {
    const site = request.headers["sec-fetch-site"];
    if (site === undefined || site === "same-origin" || site === "none") return;
    throw refuse("origin_refused");
  }
  const own = [`${request.protocol}://${request.host}`, new URL(platform.config.PUBLIC_URL).origin];
  if (!own.includes(origin)) throw refuse("origin_refused");
}

function refuseWithoutRight(agent: Agent, operation: Operation) {
  const { rights } = agent;
  if (operation.needs === "service" && !mayWork(rights)) throw refuse("workspace_forbidden");
  if (operation.needs === "settings" && !mayManage(rights)) throw refuse("settings_forbidden");
  if (operation.needs === "super_admin" && !rights.superAdmin) throw refuse("settings_forbidden");
  const { scope, orScope = scope } = operation;
  if (agent.scopes === null) return;
  const opens = agent.scopes.some((one) => one === scope || one === orScope);
  if (!opens) throw refuse("scope_missing", { scope });
}

export function doorOf(platform: Platform, request: FastifyRequest, reply: FastifyReply): Door {
  const secure = platform.config.PUBLIC_URL.startsWith("https:");
  const cookie = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
  return {
    ip: request.ip,
    userAgent: (request.headers["user-agent"] ?? "").slice(0, 300),
    keepSession: (token, expires) =>
      void reply.setCookie(sessionCookie, token, { ...cookie, expires }),
    dropSession: () => void reply.clearCookie(sessionCookie, cookie),
    header: (name) => request.headers[name.toLowerCase()]?.toString() ?? null,
    bytes: (limit, signal) =>
      bytesOf(request.body, limit, signal).catch((error: unknown) => {
        // What is still to come is read by nobody.
        void reply.header("connection", "close");
        throw error;
      }),
    nextFile: (limit) => nextFile(request, limit),
  };
}

async function bytesOf(body: unknown, limit: number, signal: AbortSignal): Promise<Buffer | null> {
  if (!(body instanceof Readable)) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let size = 0;
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
  late.catch(() => undefined);
  const read = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  for (
    let next = await Promise.race([read.next(), late]);
    !next.done;
    next = await Promise.race([read.next(), late])
  ) {
    size += next.value.length;
    // Read on: whoever sends it listens only when everything has been read.
    if (size <= limit) chunks.push(next.value);
    else chunks.length = 0;
  }
  return size > limit ? null : Buffer.concat(chunks);
}

async function nextFile(request: FastifyRequest, limit?: number): Promise<Upload | null> {
  if (!request.isMultipart()) throw refuse("bad_request");
  const part = await request.file(limit === undefined ? {} : { limits: { fileSize: limit } });
  if (!part) return null;
  return {
    name: part.filename,
    type: part.mimetype,
    fields: plainFields(part.fields),
    stream: part.file,
    cut: () => part.file.truncated,
  };
}

function plainFields(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) =>
      typeof field === "object" &&
      field !== null &&
      "value" in field &&
      typeof field.value === "string"
        ? [[key, field.value]]
        : [],
    ),
  );
}
