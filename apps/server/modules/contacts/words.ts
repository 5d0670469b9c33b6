/** What the pickers search: lower case, matched by pieces of words. */
import type { ExpressionBuilder, SqlBool, Expression } from "kysely";
import { sql } from "kysely";

export function wordsOf(parts: readonly (string | null)[]): string {
  return parts
    .filter((part) => part)
    .join(" ")
    .toLowerCase();
}

/** True where every word of `q` stands somewhere in the column. */
export function hasWords<DB, TB extends keyof DB>(
  eb: ExpressionBuilder<DB, TB>,
  column: Expression<string>,
  q: string,
): Expression<SqlBool> {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);
  const pattern = (word: string) => `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return eb.and(words.map((word) => sql<SqlBool>`${column} like ${pattern(word)}`));
}
