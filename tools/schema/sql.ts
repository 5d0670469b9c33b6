/**
 * The schema as people read it: `db/schema.sql`.
 */
import type { Catalogue, Column, Table } from "./catalogue.ts";

export function schemaSql({ extensions, types, tables, views, functions }: Catalogue): string {
  return [
    "-- What the migrations add up to, for reading. Written by tools/schema/dump.ts; do not edit.",
    ...extensions.map((name) => `create extension ${name};`),
    ...types.map(
      ({ name, labels }) => `create type ${name} as enum (${labels.map(quoted).join(", ")});`,
    ),
    ...functions.map((definition) => `${definition.trim()};`),
    ...tables.map(tableSql),
    ...views.map(({ name, definition }) => `create view ${name} as\n${definition.trim()}`),
  ]
    .join("\n\n")
    .concat("\n");
}

function tableSql(table: Table): string {
  const lines = [
    ...table.columns.map(columnSql),
    ...table.constraints.map(({ name, definition }) => `constraint ${name} ${definition}`),
  ];
  const head = `create ${table.unlogged ? "unlogged " : ""}table ${table.name} (`;
  const options = table.options.length > 0 ? ` with (${table.options.join(", ")})` : "";
  const after = [...table.indexes, ...table.triggers].map(
    (definition) => `${withoutSchema(definition)};`,
  );
  return [head, `  ${lines.join(",\n  ")}`, `)${options};`, ...after].join("\n");
}

function columnSql({ name, type, notNull, made, expression, storage }: Column): string {
  const parts = [name, type];
  if (storage) parts.push(`storage ${storage}`);
  if (made === "stored") parts.push(`generated always as (${expression}) stored`);
  else if (made) parts.push(`generated ${made === "always" ? "always" : "by default"} as identity`);
  else if (expression !== null) parts.push(`default ${expression}`);
  if (notNull) parts.push("not null");
  return parts.join(" ");
}

function withoutSchema(definition: string) {
  return definition.replace(/ ON public\./, " ON ").replace(/ ON ONLY public\./, " ON ");
}

function quoted(text: string) {
  return `'${text.replaceAll("'", "''")}'`;
}
