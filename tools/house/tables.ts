/** Every table has an owner module, and every statement on a desk's table carries the desk. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, lineOf, type Node, root, type Source } from "./source.ts";

const owners: Record<string, string> = {
  desks: "desks",
  desk_hosts: "desks",
  desk_counters: "desks",
  users: "people",
  recovery_codes: "people",
  sessions: "people",
  api_tokens: "people",
  links: "people",
  attempts: "people",
  teams: "people",
  team_members: "people",
  companies: "contacts",
  contacts: "contacts",
  contact_emails: "contacts",
  contact_phones: "contacts",
  company_domains: "contacts",
  record_changes: "contacts",
  record_merges: "contacts",
  distinct_records: "contacts",
  create_forms: "properties",
  properties: "properties",
  property_values: "properties",
  pipelines: "pipelines",
  pipeline_limits: "people",
  ticket_shares: "people",
  statuses: "pipelines",
  channels: "channels",
  channel_webhooks: "channels",
  mailbox_consents: "channels",
  consent_requests: "channels",
  reply_defaults: "channels",
  mail_alarms: "channels",
  files: "files",
  tickets: "tickets",
  ticket_pulls: "tickets",
  deals: "deals",
  deal_contacts: "deals",
  deal_tickets: "deals",
  ticket_contacts: "tickets",
  participants: "tickets",
  ticket_hints: "tickets",
  ticket_joins: "tickets",
  sender_rules: "mail",
  messages: "tickets",
  attachments: "tickets",
  drafts: "tickets",
  scheduled_replies: "tickets",
  ticket_reads: "tickets",
  activities: "tickets",
  picture_senders: "tickets",
  ticket_follows: "tickets",
  ticket_mentions: "tickets",
  comment_versions: "tickets",
  notifications: "notifications",
  notification_settings: "notifications",
  push_keys: "notifications",
  push_subscriptions: "notifications",
  push_sends: "notifications",
  snippets: "content",
  templates: "content",
  presence: "live",
  mails: "mail",
  dkim_keys: "channels",
  mail_counts: "mail",
  mail_ids: "mail",
  mail_works: "mail",
  mail_rereadings: "mail",
  notices: "people",
  audit_entries: "people",
  outbox: "mail",
  deliveries: "mail",
  automatic_answers: "mail",
  mail_turns: "mail",
  search_entries: "search",
  events: "platform",
  installation: "platform",
  schema_migrations: "platform",
};

/**
 * Reading may join what the reader's own list shows beside it (a name, a count): one query instead of three.
 * Writing never may.
 */
const readers: Record<string, string[]> = {
  search: ["messages", "tickets", "participants"],
  tickets: ["contact_emails"],
};

/** A table named by a statement. `bound`: it is asked for by its desk. */
type Use = { table: string; writes: boolean; at: number; bound: boolean };

export function checkTables(sources: Source[]): Fault[] {
  const made = tablesOfSchema();
  const used = new Set<string>();
  const server = sources.filter(
    ({ path }) => path.startsWith("apps/server/modules/") && !path.includes(".test."),
  );
  const faults = server.flatMap((source) => checkSource(source, used));
  const here = "(tools/house/tables.ts)";
  return [
    ...made
      .filter((table) => !(table in owners))
      .map((table) => `db/schema.sql: ${table} has no owner ${here}`),
    ...Object.keys(owners)
      .filter((table) => !made.includes(table))
      .map((table) => `db/schema.sql: ${table} has an owner but is not there ${here}`),
    ...faults,
    ...Object.entries(readers)
      .flatMap(([module, tables]) => tables.map((table) => `${module} of ${table}`))
      .filter((reading) => !used.has(reading))
      .map((reading) => `the readers name ${reading}, which reads it nowhere ${here}`),
  ];
}

function checkSource(source: Source, used: Set<string>): Fault[] {
  const module = source.path.split("/")[3] ?? "";
  return usesIn(source).flatMap((use) => {
    const { table, writes, at } = use;
    const owner = owners[table];
    if (owner === undefined) return [];
    const place = lineOf(source, at);
    const foreign = owner !== module;
    const allowed = !writes && (readers[module]?.includes(table) ?? false);
    if (foreign && allowed) used.add(`${module} of ${table}`);
    return [
      ...(foreign && !allowed ? [`${place}: ${table} belongs to ${owner}`] : []),
      ...(servesOneDesk(use, source) ? [] : [`${place}: a statement on ${table} without desk_id`]),
    ];
  });
}

const builders = ["selectFrom", "insertInto", "updateTable", "deleteFrom", "innerJoin", "leftJoin"];

function usesIn(source: Source): Use[] {
  return source.nodes.flatMap((node) =>
    node.type === "CallExpression" ? builtUse(node, source) : writtenUses(node, source),
  );
}

/** Of the query builder. Each link of a chain begins where the chain begins, so the longest is the statement. */
function builtUse(node: Node, { nodes, text }: Source): Use[] {
  const { property } = node["callee"] as { property?: { name?: string; start: number } };
  const [first] = node["arguments"] as { value?: unknown }[];
  const builder = property?.name ?? "";
  if (!property || !builders.includes(builder) || typeof first?.value !== "string") return [];
  const joins = builder.endsWith("Join");
  const links = nodes.filter(
    ({ type, start }) => type === "CallExpression" && start === node.start,
  );
  const end = joins ? node.end : Math.max(...links.map((link) => link.end));
  return [
    {
      table: first.value.split(" ")[0] ?? "",
      writes: !joins && builder !== "selectFrom",
      at: property.start,
      // An insert without it is refused by the types and by the database.
      bound: builder === "insertInto" || bindsDesk.test(text.slice(property.start, end)),
    },
  ];
}

const bindsDesk = /\b(where|on)\w*\([^)]*desk_id|\band\(\{[^}]*desk_id/;

/** Of SQL in the open: a template, or a plain string that reads like a statement. Each table needs its desk. */
function writtenUses(node: Node, { text }: Source): Use[] {
  const isText = node.type === "TemplateLiteral" || typeof node["value"] === "string";
  if (!isText) return [];
  const sql = text.slice(node.start, node.end);
  if (!/\b(select|insert into|update|delete from|join)\b/.test(sql)) return [];
  const named = [...sql.matchAll(/\b(from|join|insert into|update|delete from)\s+([a-z_]+)\b/g)]
    .map(([, verb = "", table = ""]) => ({ table, writes: verb !== "from" && verb !== "join" }))
    .filter(({ table }) => table in owners && !ofNoDesk.includes(table));
  const bound = [...sql.matchAll(/desk_?id/gi)].length >= named.length;
  return named.map((use) => ({ ...use, at: node.start, bound }));
}

const ofNoDesk = ["installation", "desks", "desk_hosts"];

/** Or a comment above says that the statement serves all of them. */
function servesOneDesk({ table, at, bound }: Use, source: Source) {
  if (bound || ofNoDesk.includes(table)) return true;
  const above = source.text.slice(Math.max(0, at - 400), at).split("\n\n");
  return /(all|every|any) desks?\b/i.test(above.at(-1) ?? "");
}

function tablesOfSchema(): string[] {
  const schema = readFileSync(join(root, "db/schema.sql"), "utf8");
  return [...schema.matchAll(/^create (?:unlogged )?table (?:public\.)?([a-z_]+)/gim)].map(
    ([, table]) => table ?? "",
  );
}
