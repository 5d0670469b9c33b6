/**
 * Writes `docs/guides/configuration.md` from the configuration's schema.
 *
 *     node tools/docs/config.ts            writes it
 *     node tools/docs/config.ts --check    fails when it is not what the schema says
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { configSchema } from "#platform/config.ts";

const file = "docs/guides/configuration.md";
const path = join(import.meta.dirname, "../..", file);
const text = page();

if (process.argv.includes("--check")) {
  if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    console.error(`${file} is not what the schema says. Run: node tools/docs/config.ts`);
    process.exitCode = 1;
  }
} else {
  await writeFile(path, text);
  console.log(`wrote ${file}`);
}

function page() {
  const rows = Object.entries(configSchema.shape).map(
    ([name, schema]) => `| \`${name}\` | ${defaultOf(name)} | ${schema.description ?? ""} |`,
  );
  return `# Configuration

Everything is set by environment variables, read once at start. A value that cannot be used stops the start with a
sentence that names it; an empty value counts as unset. This page is written by \`tools/docs/config.ts\`.

| variable | default | what it sets |
| --- | --- | --- |
${rows.join("\n")}

\`npm start -- --roles web,worker\` stands above \`ROLES\`.
`;
}

function defaultOf(name: string) {
  const value = Object.entries(configSchema.parse({})).find(([key]) => key === name)?.[1];
  return value === undefined
    ? "–"
    : `\`${Array.isArray(value) ? value.join(",") : String(value)}\``;
}
