/** Cursors of lists by key: where the page before ended, opaque to clients. They grant nothing, so they are not signed. */
import { sql } from "kysely";
import * as z from "zod";
import { isStorable } from "#contract/common.ts";
import { refuse } from "./refusal.ts";

/** A moment as lists write it into their cursors. PostgreSQL counts no year 0. */
export const At = z.iso.datetime().refine((at) => !at.startsWith("0000"));

export function writeCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The place of a cursor; null for the first page. @throws Refusal cursor_invalid */
export function readCursor<Place extends readonly (string | number)[]>(
  cursor: string | undefined,
  shape: z.ZodType<Place>,
): Place | null {
  if (cursor === undefined) return null;
  const place = shape.safeParse(parse(cursor));
  if (!place.success || !place.data.map(String).every(isStorable)) throw refuse("cursor_invalid");
  return place.data;
}

/**
 * Rows to ask for, one more than the page holds. Written into the statement: with a limit that it does not know,
 * PostgreSQL plans each page anew, which costs as much as reading it.
 */
export function rowsFor(limit: number) {
  return sql.lit(limit + 1);
}

/**
 * Rows were asked for one more than the page holds; the surplus one says that there is another page.
 * `place` names where a row stands in the order of the list.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  place: (row: Row) => readonly (string | number)[],
): { rows: Row[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > limit && last ? writeCursor(place(last)) : null };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
