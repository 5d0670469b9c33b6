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
  create_forms: "properties",
  pipelines: "pipelines",
  statuses: "pipelines",
  channels: "channels",
  files: "files",
  tickets: "tickets",
  ticket_contacts: "tickets",
  participants: "tickets",
  ticket_hints: "tickets",
  messages: "tickets",
  attachments: "tickets",
  drafts: "tickets",
  ticket_reads: "tickets",
  activities: "tickets",
  presence: "live",
  mails: "mail",
  mail_counts: "mail",
  mail_ids: "mail",
  notices: "people",
  outbox: "mail",
  deliveries: "mail",
  search_entries: "search",
  events: "platform",
  installation: "platform",
  schema_migrations: "platform",
};

const builders = ["selectFrom", "insertInto", "updateTable", "deleteFrom", "innerJoin", "leftJoin"];

export function checkTables(sources: Source[]): Fault[] {
  const made = tablesOfSchema();
  const unowned = made
    .filter((table) => !(table in owners))
    .map((table) => `db/schema.sql: ${table} has no owner (tools/house/tables.ts)`);
  const server = sources.filter(
    ({ path }) => path.startsWith("apps/server/modules/") && !path.includes(".test."),
  );
  return [...unowned, ...server.flatMap((source) => checkSource(source))];
}

function checkSource(source: Source): Fault[] {
  const module = source.path.split("/")[3] ?? "";
  return source.nodes.flatMap((node) =>
    tablesIn(node, source).flatMap((table) => {
      const owner = owners[table];
      if (owner === undefined) return [];
      const place = lineOf(source, node.start);
      const foreign =
        owner === module || readsFreely(module, table)
          ? []
          : [`${place}: ${table} belongs to ${owner}`];
      return [
        ...foreign,
        ...(carriesDesk(node, source, table)
          ? []
          : [`${place}: a statement on ${table} without desk_id`]),
      ];
    }),
  );
}

/**
 * Reading may join what the reader's own list shows beside it (a name, a count): one query instead of three.
 * Writing never may.
 */
const readers: Record<string, string[]> = {
  contacts: ["tickets", "ticket_contacts"],
  tickets: [
    "contacts",
    "contact_emails",
    "companies",
    "users",
    "teams",
    "team_members",
    "statuses",
    "pipelines",
    "files",
    "channels",
  ],
  views: ["tickets", "drafts", "ticket_reads"],
  mail: ["notices", "tickets"],
  search: ["messages", "tickets", "participants"],
};

function readsFreely(module: string, table: string) {
  return readers[module]?.includes(table) ?? false;
}

function tablesIn(node: Node, { text }: Source): string[] {
  if (node.type === "CallExpression") {
    const callee = node["callee"] as { property?: { name?: string } };
    const [first] = node["arguments"] as { type: string; value?: unknown }[];
    if (!builders.includes(callee.property?.name ?? "") || typeof first?.value !== "string")
      return [];
    return [first.value.split(" ")[0] ?? ""];
  }
  if (node.type !== "TaggedTemplateExpression" || (node["tag"] as { name?: string }).name !== "sql")
    return [];
  const sql = text.slice(node.start, node.end);
  const found = sql.matchAll(/\b(?:from|join|into|update)\s+([a-z_]+)\b/g);
  return [...new Set([...found].map(([, table]) => table ?? ""))];
}

/** The desk stands in the function around the statement, or a comment above says that it serves all desks. */
function carriesDesk(node: Node, source: Source, table: string) {
  if (["installation", "desks", "desk_hosts"].includes(table)) return true;
  const { start, end } = enclosing(node, source);
  const above =
    source.text
      .slice(Math.max(0, start - 300), start)
      .split("\n\n")
      .at(-1) ?? "";
  return /desk_id|deskId|(all|every) desks?\b/i.test(above + source.text.slice(start, end));
}

function enclosing(node: Node, { nodes }: Source): Node {
  const functions = ["FunctionDeclaration", "ArrowFunctionExpression", "FunctionExpression"];
  const around = nodes.filter(
    ({ type, start, end }) => functions.includes(type) && start <= node.start && end >= node.end,
  );
  return around.filter(({ type }) => type === "FunctionDeclaration").at(-1) ?? around[0] ?? node;
}

function tablesOfSchema(): string[] {
  const schema = readFileSync(join(root, "db/schema.sql"), "utf8");
  return [...schema.matchAll(/^create (?:unlogged )?table (?:public\.)?([a-z_]+)/gim)].map(
    ([, table]) => table ?? "",
  );
}
