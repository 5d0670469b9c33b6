/**
 * The schema as the compiler reads it: `apps/server/platform/schema.gen.ts`.
 */
import type { Catalogue, Column, Table } from "./catalogue.ts";

export function schemaTypes({ tables, types }: Catalogue): string {
  const enums = new Map(types.map(({ name, labels }) => [name, union(labels)]));
  return [
    head,
    ...tables.map((table) => interfaceOf(table, enums)),
    `export interface DB {\n${tables.map(({ name }) => `  ${name}: ${pascal(name)};`).join("\n")}\n}`,
  ]
    .join("\n\n")
    .concat("\n");
}

const head = `/** Written by tools/schema/dump.ts from the migrated database; do not edit. */
import type { ColumnType } from "kysely";

/** Has a default: an insert may leave it out. */
export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;

/** Only the database writes it. */
export type Made<T> = ColumnType<T, never, never>;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

/** Read as what it is, written with JSON.stringify: an array would become an array of PostgreSQL otherwise. */
export type Json = ColumnType<unknown, string, string>;

export type Int8 = ColumnType<number, number | bigint | string, number | bigint | string>;`;

function interfaceOf(table: Table, enums: Map<string, string>): string {
  const lines = table.columns.map(
    (column) => `  ${column.name}: ${columnType(column, table, enums)};`,
  );
  return `export interface ${pascal(table.name)} {\n${lines.join("\n")}\n}`;
}

function columnType(column: Column, table: Table, enums: Map<string, string>): string {
  const base = allowed(column, table) ?? enums.get(column.type) ?? baseType(column.type);
  const whole = column.notNull ? base : `${base} | null`;
  if (column.made === "always" || column.made === "stored")
    return `Made<${column.type === "bigint" ? "number" : whole}>`;
  return column.expression !== null || column.made === "default" ? `Generated<${whole}>` : whole;
}

/** A check that lists the words a column may hold is a type. */
function allowed(column: Column, table: Table): string | undefined {
  const check = table.constraints.find(
    ({ kind, columns, definition }) =>
      kind === "c" &&
      columns.length === 1 &&
      columns[0] === column.name &&
      listing.test(definition),
  );
  const words = check?.definition.match(/'(?:[^']|'')*'(?=::text)/g);
  return words ? union(words.map((word) => word.slice(1, -1).replaceAll("''", "'"))) : undefined;
}

const listing = /^CHECK \(\(\w+ = (ANY \(ARRAY\[('[^']*'::text(, )?)+\]\)|'[^']*'::text)\)\)$/;

function baseType(type: string): string {
  if (type.endsWith("[]")) return `${baseType(type.slice(0, -2))}[]`;
  if (type.startsWith("timestamp")) return "Timestamp";
  if (type.startsWith("character")) return "string";
  return known[type] ?? "string";
}

const known: Record<string, string> = {
  boolean: "boolean",
  smallint: "number",
  integer: "number",
  real: "number",
  "double precision": "number",
  bigint: "Int8",
  jsonb: "Json",
  json: "Json",
  bytea: "Buffer",
};

function union(words: string[]) {
  return words.map((word) => JSON.stringify(word)).join(" | ");
}

function pascal(name: string) {
  return name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}
