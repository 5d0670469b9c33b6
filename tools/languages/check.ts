/** Every string of the workspace is in the catalogues, and Italian is complete. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const catalogues = ["en", "it"].map((locale) => join(root, `apps/workspace/locales/${locale}.po`));

const kept = mkdtempSync(join(tmpdir(), "sportello-locales-"));
const before = catalogues.map((path) => entriesOf(readFileSync(path, "utf8")));
cpSync(join(root, "apps/workspace/locales"), kept, { recursive: true });
execFileSync(join(root, "node_modules/.bin/lingui"), ["extract", "--clean", "--overwrite"], {
  cwd: root,
  stdio: "ignore",
});
const after = catalogues.map((path) => entriesOf(readFileSync(path, "utf8")));
cpSync(kept, join(root, "apps/workspace/locales"), { recursive: true });
rmSync(kept, { recursive: true });

const faults = [
  ...[...(after[0]?.keys() ?? [])]
    .filter((id) => !before[0]?.has(id))
    .map((id) => `not extracted: ${id}`),
  ...[...(before[0]?.keys() ?? [])]
    .filter((id) => !after[0]?.has(id))
    .map((id) => `no longer used: ${id}`),
  ...[...(after[0]?.keys() ?? [])]
    .filter((id) => !before[1]?.get(id))
    .map((id) => `no Italian for: ${id}`),
];
for (const fault of faults) console.log(fault);
console.log(`${after[0]?.size ?? 0} strings, ${faults.length} faults.`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** Message id → translation. */
function entriesOf(po: string): Map<string, string> {
  const entries = po.split(/\n\n+/).flatMap((block) => {
    if (block.split("\n").some((line) => line.startsWith("#~"))) return [];
    const id = textAfter(block, "msgid");
    return id ? [[id, textAfter(block, "msgstr")] as const] : [];
  });
  return new Map(entries);
}

function textAfter(block: string, key: string): string {
  const [, lines] = new RegExp(`^${key} ((?:"(?:[^"\\\\]|\\\\.)*"\\n?)+)`, "m").exec(block) ?? [];
  return [...(lines ?? "").matchAll(/"((?:[^"\\]|\\.)*)"/g)]
    .map(([, inside]) => inside ?? "")
    .join("");
}
