/** Which tests prove which row of the product's contract: a test, or the group around it, begins its name with the rows. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { houseFiles, lineOf, type Node, readSource, root, type Source } from "../house/source.ts";

/** A test and where it stands. */
export type Proof = { name: string; at: string };

/** `S61` → the tests that name it. */
export function proofsOfRows(): Map<string, Proof[]> {
  const proofs = new Map<string, Proof[]>();
  const tests = houseFiles().filter((path) => /\.test\.tsx?$/.test(path));
  for (const source of tests.map(readSource)) {
    for (const [row, proof] of proofsIn(source)) {
      proofs.set(row, [...(proofs.get(row) ?? []), proof]);
    }
  }
  return proofs;
}

/** The rows that `docs/rows.md` claims, in its order, each with its words. */
export function claimedRows(): Map<string, string> {
  const page = readFileSync(join(root, "docs/rows.md"), "utf8");
  return new Map([...page.matchAll(line)].map(([, row = "", what = ""]) => [row, what]));
}

const line = /^\| ([SHL]\d{1,3}) +\| (.+?) +\|/gm;

function proofsIn(source: Source): [string, Proof][] {
  const named = source.nodes.flatMap((node) => nameOf(node));
  const groups = named.filter(({ kind }) => kind === "describe");
  return named
    .filter(({ kind }) => kind !== "describe")
    .flatMap((test) => {
      const around = groups.filter(({ node }) => holds(node, test.node));
      const rows = new Set([...around, test].flatMap(({ name }) => rowsIn(name)));
      const name = [...around, test].map((each) => each.name).join(" › ");
      const proof = { name, at: lineOf(source, test.node.start) };
      return [...rows].map((row): [string, Proof] => [row, proof]);
    });
}

type Named = { kind: string; name: string; node: Node };

/** `test("…")`, `describe("…")`, `test.each(…)("…")` and the like. */
function nameOf(node: Node): Named[] {
  if (node.type !== "CallExpression") return [];
  const kind = rootOf(node["callee"] as Node);
  const [first] = node["arguments"] as Node[];
  const name = first ? textOf(first) : null;
  return name !== null && ["test", "it", "describe"].includes(kind) ? [{ kind, name, node }] : [];
}

function rootOf(callee: Node): string {
  if (callee.type === "Identifier") return String(callee["name"]);
  const inner = callee["object"] ?? callee["callee"] ?? callee["tag"];
  return inner ? rootOf(inner as Node) : "";
}

function textOf(node: Node): string | null {
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : null;
  if (node.type !== "TemplateLiteral") return null;
  const [start] = node["quasis"] as { value: { cooked: string } }[];
  return start?.value.cooked ?? null;
}

/** `S61`, `S61, S62` or `S41-S43`, before the colon that ends them. */
export function rowsIn(name: string): string[] {
  const [, head] = /^((?:[SHL]\d{1,3}(?:, | and |[-–])?)+)(?::| |$)/.exec(name) ?? [];
  return (head ?? "").split(/, | and /).flatMap(rowsOf);
}

function rowsOf(part: string): string[] {
  const [from = "", to] = part.split(/[-–]/);
  if (!to) return from === "" ? [] : [from];
  const [first, last] = [Number(from.slice(1)), Number(to.slice(1))];
  return Array.from({ length: last - first + 1 }, (_, at) => `${from[0]}${first + at}`);
}

function holds(outer: Node, inner: Node) {
  return outer.start < inner.start && inner.end <= outer.end;
}
