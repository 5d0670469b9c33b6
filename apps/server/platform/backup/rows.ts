/**
 * Rows back into their tables, one COPY after the other.
 */
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { type CopyStreamQuery, from as copyFrom } from "pg-copy-streams";
import type { BackupTable } from "./tables.ts";

export type RowWriter = {
  write(table: string, bytes: Buffer): Promise<void>;
  /** @returns How many rows each table got. */
  end(): Promise<Map<string, number>>;
};

/** The parts of one table have to come one after the other. */
export function writeRows(client: pg.PoolClient, tables: BackupTable[]): RowWriter {
  const known = new Map(tables.map((table) => [table.name, table]));
  const written = new Map<string, number>();
  let open: { name: string; copy: CopyStreamQuery; ended: Promise<void> } | undefined;

  const close = async () => {
    if (!open) return;
    open.copy.end();
    await open.ended;
    written.set(open.name, open.copy.rowCount);
    open = undefined;
  };
  const begin = async (name: string) => {
    const table = known.get(name);
    if (!table || written.has(name))
      throw new Error(`The backup holds rows of ${name} where none belong.`);
    await close();
    const copy = client.query(copyFrom(`copy ${name} (${table.columns.join(", ")}) from stdin`));
    const ended = finished(copy);
    ended.catch(() => {});
    return (open = { name, copy, ended });
  };
  return {
    write: async (name, bytes) => {
      const { copy, ended } = open?.name === name ? open : await begin(name);
      if (!copy.write(bytes)) await Promise.race([once(copy, "drain"), ended]);
    },
    end: async () => {
      await close();
      return written;
    },
  };
}
