/** The cases of a corpus folder. What is odd about one of them is said and never stops the others. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export const groups = ["parse", "reply", "auto", "thread", "html"] as const;
export type Group = (typeof groups)[number];

export type Case = {
  id: string;
  /** A file beside the cases. */
  input: string | null;
  files: string[];
  /** What the case is made of where it has no file; of what is expected, only the judge reads more. */
  given: Record<string, unknown>;
};

export type Set = { group: Group; name: string; folder: string; cases: Case[] };

/** `parse/zammad` and so on, in order; a set that cannot be read is told to `warn` and left out. */
export function readSets(folder: string, warn: (line: string) => void): Set[] {
  return groups.flatMap((group) => {
    const here = statSync(join(folder, group), { throwIfNoEntry: false })?.isDirectory() ?? false;
    const names = here ? readdirSync(join(folder, group)) : [];
    return names.toSorted().flatMap((name) => readSet(folder, group, name, warn));
  });
}

export function readInput({ folder }: Pick<Set, "folder">, file: string): Buffer {
  return readFileSync(join(folder, file));
}

function readSet(root: string, group: Group, name: string, warn: (line: string) => void): Set[] {
  const folder = join(root, group, name);
  const path = join(folder, "cases.json");
  if (!existsSync(path)) return [];
  try {
    const cases: unknown = JSON.parse(readFileSync(path, "utf8").replace(/^\ufeff/, ""));
    if (!Array.isArray(cases)) throw new Error("it is no array");
    return [{ group, name: `${group}/${name}`, folder, cases: cases.map(toCase) }];
  } catch (error) {
    warn(`${path}: ${error instanceof Error ? error.message : "unreadable"}`);
    return [];
  }
}

function toCase(value: unknown, index: number): Case {
  const one = record(value);
  const files = Array.isArray(one["files"]) ? one["files"] : [];
  const id = one["id"];
  return {
    id: typeof id === "string" || typeof id === "number" ? String(id) : String(index + 1),
    input: typeof one["input"] === "string" ? one["input"] : null,
    files: files.filter((file) => typeof file === "string"),
    // Where a case carries its input itself, it stands among the expectations.
    given: { ...one, ...record(one["expect"]) },
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
