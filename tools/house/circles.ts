/** No file needs itself, however long the way round: each can be read, and taken away, without its readers. */
import { target } from "./law.ts";
import type { Fault, Source } from "./source.ts";

export function checkCircles(sources: Source[]): Fault[] {
  const needs = new Map(sources.map((source) => [source.path, neededBy(source)]));
  const done = new Set<string>();
  const faults: Fault[] = [];
  const walk = (path: string, way: string[]) => {
    const begun = way.indexOf(path);
    if (begun >= 0) faults.push(`a circle of imports: ${[...way.slice(begun), path].join(" → ")}`);
    if (begun >= 0 || done.has(path)) return;
    for (const next of needs.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of needs.keys()) walk(path, []);
  return faults;
}

function neededBy({ path, imports }: Source): string[] {
  return imports.flatMap((name) => target(path, name) ?? []);
}
