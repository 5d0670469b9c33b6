/** Who asks, when, for which desk, on what: the first argument of every use case. */
import type { Readable } from "node:stream";
import type { Scope } from "#contract/operation.ts";
import type { Rights } from "#contract/people.ts";
import type { Config } from "./config.ts";
import type { Db } from "./db.ts";
import type { FileStore } from "./files.ts";
import type { Log } from "./log.ts";
import type { ResolveMx, ResolveTxt } from "./mail-hosts.ts";
import type { Seal } from "./seal.ts";

/** What this process stands on. One value, made at start, the same for every call and job. */
export type Platform = {
  config: Config;
  log: Log;
  db: Db;
  files: FileStore;
  seal: Seal;
  /** Stopped by tests, so that time belongs to them. */
  clock: () => Date;
  /** Answered by tests themselves, so that none of them asks the network. */
  resolveMx: ResolveMx;
  resolveTxt: ResolveTxt;
};

/** A signed-in user as the access rules need them, read anew for each call. */
export type Agent = {
  id: string;
  deskId: string;
  name: string;
  email: string;
  rights: Rights;
  teamIds: string[];
  /** Members of my teams, me included. Only read where one of my rights says `team`; else empty. */
  teammateIds: string[];
  /** Pipelines that are limited to others. Super Admins see their tickets all the same. */
  hiddenPipelineIds: string[];
  /** Tickets shared with me or my teams. Only read where my own rights do not reach everything; else empty. */
  sharedTicketIds: string[];
  /** Of these, those that I may change. */
  editableTicketIds: string[];
  /** Of the browser session; null for API tokens. */
  sessionId: string | null;
  /** null = everything the user may do (browser session). */
  scopes: readonly Scope[] | null;
};

export type Desk = { id: string; name: string };

export type Call = {
  platform: Platform;
  db: Db;
  desk: Desk;
  agent: Agent;
  now: Date;
  door: Door;
};

/** A call of somebody not signed in. */
export type GuestCall = Omit<Call, "agent">;

/** What a job gets: no user, no door. */
export type Work = { platform: Platform; db: Db; deskId: string; now: Date };

/** The few things of HTTP that a use case may need. */
export type Door = {
  ip: string;
  userAgent: string;
  /** Sets the session cookie; `expires` in the user's browser. */
  keepSession(token: string, expires: Date): void;
  dropSession(): void;
  /** A header of the request; null when it is not there. */
  header(name: string): string | null;
  /** The whole body of an operation that carries `mail`; null beyond `limit` bytes. @throws the reason of an abort */
  bytes(limit: number, signal: AbortSignal): Promise<Buffer | null>;
  /**
   * The next file of a multipart request, and the plain fields before it; null when there is none. `limit` is how many
   * bytes of it are taken, where that is not the usual.
   */
  nextFile(limit?: number): Promise<Upload | null>;
};

export type Upload = {
  name: string;
  type: string;
  fields: Record<string, string>;
  stream: Readable;
  /** True after `stream` ended when bytes were cut off at the limit. */
  cut(): boolean;
};

/** What a `download` operation answers. */
export type Download = {
  body: Readable | Buffer | string;
  type: string;
  /** Suggested file name; control and path characters are removed at the door. */
  name?: string;
  /** Shown in the page instead of saved; only for types that cannot act. */
  inline?: boolean;
  size?: number;
  /** Content-Security-Policy of the answer; the strictest by default. */
  csp?: string;
  /** Seconds that this user's browser may keep it. */
  keep?: number;
};
