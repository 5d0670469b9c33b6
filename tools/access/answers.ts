/** What the lines of the matrix come to, role by role. */
import { type Line } from "./expected.ts";
import { deletes, doors, edits, type Kind, kinds, type Role, sees } from "./roles.ts";

/** Answers of the matrix for one line: who hears what, about which ticket. */
export function answersOf(line: Line, role: Role): string | Record<Kind, string> {
  if (line.at === "open") return line.says;
  if (line.at !== "ticket") return doors[line.at][role] ?? line.but?.[role] ?? line.says;
  const seen = sees[role];
  const about = (kind: Kind) =>
    typeof seen === "string" ? seen : aboutOne(line, role, seen, kind);
  return Object.fromEntries(kinds.map((kind) => [kind, about(kind)])) as Record<Kind, string>;
}

function aboutOne(
  line: Line & { at: "ticket" },
  role: Role,
  seen: readonly Kind[],
  kind: Kind,
): string {
  if (!seen.includes(kind)) return line.hidden ?? "ticket_not_found";
  if (line.may === "edit" && !edits[role].includes(kind)) return "edit_forbidden";
  if (line.may === "delete" && !deletes[role].includes(kind)) return "delete_forbidden";
  return line.says;
}
