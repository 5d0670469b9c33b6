/**
 * Writes `docs/access-matrix.md` from the table that the matrix is tested against.
 *
 *     node tools/access/page.ts            writes it
 *     node tools/access/page.ts --check    fails when it is not what the table says
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { answersOf } from "./answers.ts";
import { expected, type Line } from "./expected.ts";
import { deletes, edits, kinds, type Role, roles, sees } from "./roles.ts";

const file = "docs/access-matrix.md";
const path = join(import.meta.dirname, "../..", file);

if (import.meta.main) {
  if (!process.argv.includes("--check")) {
    await writeFile(path, page());
    console.log(`wrote ${file}`);
  } else if ((await readFile(path, "utf8").catch(() => "")) !== page()) {
    console.error(`${file} is not what the table says. Run: node tools/access/page.ts`);
    process.exitCode = 1;
  }
}

export function page(): string {
  return `# Who may do what

Every operation of the API against every role. The answers are written by hand in \`tools/access/expected.ts\`; each is
asked for over HTTP by \`tools/access/matrix.test.ts\`, which fails for an operation that has no line there. This page is
written by \`tools/access/page.ts\`.

## Tickets

Letters say whose tickets: **m**ine, my team**mate**'s, my **t**eam's, **s**omebody else's, **n**obody's. A ticket that
one may not see is \`ticket_not_found\` everywhere; one that may be seen but not changed is \`edit_forbidden\` or \`delete_forbidden\`.

| role | sees | changes | deletes |
| --- | --- | --- | --- |
${roles.map(ticketRow).join("\n")}

The roles: *everything*, *team* (team only), *own* (owned only), *own and nobody's* (owned and unassigned) and *none* have that right for
view, edit and delete; *reader* views all, edits own, deletes none; *no service* has neither Service nor Sales access,
*sales only* has Sales access, *account access* has Account Access without Service access.

## Operations

✓ passes · ○ passes for the tickets above · a word is the refusal. A token needs the scope named, and its user's right.

| operation | scope | ${roles.join(" | ")} |
| --- | --- | ${roles.map(() => "---").join(" | ")} |
${Object.entries(expected)
  .map(([name, line]) => operationRow(name, line))
  .join("\n")}
`;
}

function ticketRow(role: Role): string {
  const seen = sees[role];
  if (typeof seen === "string") return `| ${role} | \`${seen}\` | – | – |`;
  return `| ${role} | ${letters(seen)} | ${letters(edits[role])} | ${letters(deletes[role])} |`;
}

function letters(some: readonly string[]): string {
  if (some.length === 0) return "–";
  return kinds
    .map((kind) =>
      some.includes(kind)
        ? {
            mine: "m",
            "mate's": "mate",
            "team's": "t",
            "stranger's": "s",
            "nobody's": "n",
            shared: "sh",
          }[kind]
        : "·",
    )
    .join(" ");
}

function operationRow(name: string, line: Line): string {
  const scopes = line.at === "open" ? [] : [line.scope, line.or?.scope];
  const named = scopes.flatMap((one) => (one ? [`\`${one}\``] : [])).join(" or ");
  const scope = line.at === "open" ? "none needed" : named || "browser only";
  return `| ${name} | ${scope} | ${roles.map((role) => cell(line, role)).join(" | ")} |`;
}

function cell(line: Line, role: Role): string {
  const answer = answersOf(line, role);
  if (typeof answer !== "string") {
    const seen = sees[role];
    return typeof seen === "string" ? `\`${seen}\`` : seen.length === 0 ? "–" : "○";
  }
  return answer === line.says ? "✓" : `\`${answer}\``;
}
