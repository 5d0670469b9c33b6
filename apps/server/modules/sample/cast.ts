/** Who and what the stories speak of, once it is in the database. */
import type { Pipeline, Status } from "#contract/pipelines.ts";
import type { SeedTicket } from "#modules/tickets";
import type { AttachmentKey } from "./attachments.ts";
import type { ContactKey } from "./customers.ts";
import type { DealKey } from "./deals.ts";
import type { Line, StatusKey, Story } from "./story.ts";
import type { ChannelKey, TeamKey, UserKey } from "./team.ts";

export type SampleUser = { id: string; name: string };
export type SampleContact = {
  id: string;
  name: string;
  email: string;
  company: { id: string; name: string } | null;
};

export type Cast = {
  pipeline: Pipeline;
  users: Map<UserKey, SampleUser>;
  teams: Map<TeamKey, { id: string }>;
  channels: Map<ChannelKey, { id: string; name: string; address: string }>;
  contacts: Map<ContactKey, SampleContact>;
  deals: Map<DealKey, string>;
  files: Map<AttachmentKey, { id: string; name: string }>;
  now: Date;
};

export type Timed = { line: Line; at: Date };

export function the<Key, Value>(from: Map<Key, Value>, key: Key): Value {
  const value = from.get(key);
  if (value === undefined) throw new Error(`the sample speaks of ${String(key)}, who is not in it`);
  return value;
}

export function statusNamed({ statuses }: Pipeline, name: StatusKey): Status {
  const status = statuses.find((one) => one.name.toLowerCase() === name);
  if (!status) throw new Error(`the sample uses the status ${name}, which the pipeline has not`);
  return status;
}

export function ownerOf({ owner }: Pick<Story, "owner">, cast: Cast): SeedTicket["owner"] {
  if (!owner) return null;
  const user = cast.users.get(owner as UserKey);
  if (user) return { type: "user", id: user.id };
  return { type: "team", id: the(cast.teams, owner as TeamKey).id };
}
