/** The house's files as syntax trees. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";

export const root = join(import.meta.dirname, "../..");

export type Source = { path: string; text: string; nodes: Node[]; imports: string[] };
export type Node = { type: string; start: number; end: number; [key: string]: unknown };

/** One thing that is wrong, with the place to look. */
export type Fault = string;

/** What git knows and what is new, without what it ignores. */
export function houseFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  return [...new Set(listed.split("\n").filter(Boolean))].toSorted();
}

export function readSource(path: string): Source {
  const text = readFileSync(join(root, path), "utf8");
  const tree = parseAst(text, { lang: path.endsWith(".tsx") ? "tsx" : "ts" }) as unknown as Node;
  const nodes: Node[] = [];
  collect(tree, nodes);
  return { path, text, nodes, imports: nodes.flatMap(importedFrom) };
}

export function lineOf({ path, text }: Source, at: number) {
  return `${path}:${text.slice(0, at).split("\n").length}`;
}

function collect(value: unknown, into: Node[]) {
  if (Array.isArray(value)) for (const inner of value) collect(inner, into);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const node = value as Node;
  if (typeof node.type === "string") into.push(node);
  for (const inner of Object.values(node)) if (typeof inner === "object") collect(inner, into);
}

function importedFrom(node: Node): string[] {
  const names = [
    "ImportDeclaration",
    "ExportNamedDeclaration",
    "ExportAllDeclaration",
    "ImportExpression",
  ];
  if (!names.includes(node.type)) return [];
  const source = node["source"] as { value?: unknown } | null;
  return typeof source?.value === "string" ? [source.value] : [];
}
