/** The API for people: one page without a script, written from the contract. */
import type { FastifyInstance } from "fastify";
import { operations } from "#contract/index.ts";
import { refusals } from "#contract/refusals.ts";
import { openApi } from "./openapi.ts";

export function mountDocs(app: FastifyInstance, about: { url: string; version: string }) {
  const description = JSON.stringify(openApi(about));
  const page = docsPage(about.version);
  app.get("/api/openapi.json", async (_request, reply) =>
    reply.type("application/json; charset=utf-8").send(description),
  );
  app.get("/api/docs", async (_request, reply) =>
    reply
      .header(
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      )
      .type("text/html; charset=utf-8")
      .send(page),
  );
}

type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  format?: string;
};
type Described = {
  operationId: string;
  summary: string;
  description: string;
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema & { required?: string[] } }> };
};

function docsPage(version: string): string {
  const { paths } = openApi({ url: "", version }) as {
    paths: Record<string, Record<string, Described>>;
  };
  const rooms = Map.groupBy(operations, ({ room }) => room);
  const sections = [...rooms].map(([room, inside]) => {
    const entries = inside.map(({ operation }) =>
      entry(
        operation.method,
        operation.path,
        paths[operation.path]?.[operation.method.toLowerCase()],
        operation.refusals,
      ),
    );
    return `<section id="${room}"><h2>${room}</h2>${entries.join("")}</section>`;
  });
  const codes = Object.entries(refusals).map(
    ([code, { status, says }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${text(says)}</td></tr>`,
  );
  const links = [...rooms.keys(), "refusals"].map((room) => `<a href="#${room}">${room}</a>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sportello API</title><style>${style}</style>
<header><h1>Sportello API</h1><p>Version ${text(version)} · <a href="/api/openapi.json">OpenAPI 3.1</a> · send <code>Authorization: Bearer TOKEN</code>.
Errors are <code>application/problem+json</code> with a stable <code>code</code>; lists are <code>{"items", "nextCursor"}</code>.</p>
<nav>${links.join(" ")}</nav></header><main>${sections.join("")}
<section id="refusals"><h2>refusals</h2><table>${codes.join("")}</table></section></main></html>`;
}

function entry(
  method: string,
  path: string,
  about: Described | undefined,
  codes: readonly string[],
): string {
  if (!about) return "";
  const body = Object.values(about.requestBody?.content ?? {})[0]?.schema;
  const fields = [
    ...about.parameters.map(({ name, in: where, required, schema }) =>
      field(name, where, required, schema),
    ),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) =>
      field(name, "body", body?.required?.includes(name) ?? false, schema),
    ),
  ];
  const refused = codes.map((code) => `<a href="#${code}"><code>${code}</code></a>`).join(" ");
  return `<article id="${about.operationId}"><h3><b class="${method}">${method}</b> <code>${text(path)}</code></h3>
<p>${text(about.summary)}</p><p class="who">${text(about.description).replaceAll(/`([^`]+)`/g, "<code>$1</code>")}</p>
${fields.length > 0 ? `<table>${fields.join("")}</table>` : ""}${refused ? `<p class="who">May refuse: ${refused}</p>` : ""}</article>`;
}

function field(name: string, where: string, required: boolean, schema: Schema) {
  return `<tr><td><code>${text(name)}</code>${required ? " *" : ""}</td><td>${where}</td><td>${text(typeName(schema))}</td></tr>`;
}

function typeName(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(typeName).join(" or ");
  if (schema.enum) return schema.enum.map(String).join(" | ");
  if (schema.items) return `list of ${typeName(schema.items)}`;
  return schema.format ?? String(schema.type ?? "any");
}

function text(raw: string) {
  return raw
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const style = `:root{color-scheme:light dark;--line:#8884;--soft:#8881}body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:24px}
h1{font-size:24px;margin:0}h2{font-size:16px;margin:40px 0 8px;border-bottom:1px solid var(--line);padding-bottom:4px}
h3{font-size:14px;margin:0}article{border:1px solid var(--line);border-radius:10px;padding:12px 16px;margin:12px 0;scroll-margin:12px}article:target{outline:2px solid}
p{margin:6px 0}nav{display:flex;flex-wrap:wrap;gap:12px}.who{opacity:.75}table{border-collapse:collapse;width:100%;margin:8px 0}td{border-top:1px solid var(--line);padding:4px 8px 4px 0;vertical-align:top}
code{font:13px ui-monospace,monospace;background:var(--soft);border-radius:4px;padding:0 3px;overflow-wrap:anywhere}`;
