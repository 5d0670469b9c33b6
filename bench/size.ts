/** What a browser loads first: the JavaScript that index.html names, and what that imports at once. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Line } from "./report.ts";
import { root } from "./server.ts";

export function firstLoad(): Line {
  const folder = join(root, "dist/workspace");
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const found = new Set(
    [...page.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(([, path]) => path ?? ""),
  );
  for (const path of found) {
    const text = readFileSync(join(folder, path), "utf8");
    for (const [, name] of text.matchAll(
      /(?:^|[;}\s])(?:import|export)[^("']*?from\s*["']\.\/([^"']+\.js)["']|^import\s*["']\.\/([^"']+\.js)["']/g,
    ))
      if (name) found.add(join(path, "..", name));
  }
  const bytes = [...found].reduce(
    (sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length,
    0,
  );
  const kilobytes = bytes / 1024;
  return {
    work: "workspace first load",
    budget: "≤ 350 kB gzip JavaScript",
    measured: `${kilobytes.toFixed(0)} kB in ${found.size} files`,
    held: kilobytes <= 350,
  };
}
