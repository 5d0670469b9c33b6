/** Names: files are words, and what a document names is there. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { operations } from "#contract/index.ts";
import { configSchema } from "#platform/config.ts";
import { type Fault, root } from "./source.ts";

const drawers = /(^|[-/])(utils?|helpers?|managers?|services?|misc|common-utils|and)(-|\.|\/|$)/;

export function checkFileNames(files: string[]): Fault[] {
  return files
    .filter(
      (path) => /\.(ts|tsx)$/.test(path) && drawers.test(path.replace(/\.(test\.)?tsx?$/, "")),
    )
    .map((path) => `${path}: a file is a word, not a drawer`);
}

/** Paths, npm scripts, commands, routes and variables that a document names in backticks. */
export function checkDocuments(files: string[]): Fault[] {
  const scripts = Object.keys(
    (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object }).scripts,
  );
  const known = {
    files,
    scripts,
    routes: operations.map(({ operation }) => operation.path as string),
    variables: Object.keys(configSchema.shape),
  };
  const documents = files.filter(
    (path) => path.endsWith(".md") && path !== "docs/access-matrix.md",
  );
  return documents.flatMap((path) => checkDocument(path, known));
}

type Known = { files: string[]; scripts: string[]; routes: string[]; variables: string[] };

function checkDocument(path: string, known: Known): Fault[] {
  const text = readFileSync(join(root, path), "utf8");
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, inside]) => inside ?? "");
  const links = [...text.matchAll(/\]\(([^)#\s]+)\)/g)]
    .map(([, to]) => to ?? "")
    .filter((to) => !/^[a-z]+:/.test(to));
  return [
    ...quoted.flatMap((name) => whyWrong(name, known)).map((why) => `${path}: ${why}`),
    ...links
      .filter((to) => !existsSync(join(root, path, "..", to)))
      .map((to) => `${path}: the link ${to} leads nowhere`),
  ];
}

function whyWrong(name: string, { files, scripts, routes, variables }: Known): string[] {
  if (/^(apps|packages|db|docs|e2e|bench|tools|bin)\/[\w./-]+$/.test(name)) {
    const path = name.replace(/\/$/, "");
    return files.some((file) => file === path || file.startsWith(`${path}/`))
      ? []
      : [`${name} is not in the house`];
  }
  const [, script] = /^npm run (\S+)/.exec(name) ?? [];
  if (script && !scripts.includes(script)) return [`there is no npm script ${script}`];
  const [, route] = /^(?:(?:GET|POST|PUT|PATCH|DELETE) )?(\/api\/v1\/[^\s?]+)/.exec(name) ?? [];
  if (route && !routes.includes(route)) return [`there is no route ${route}`];
  if (
    /^[A-Z][A-Z]+(_[A-Z]+)+$/.test(name) &&
    !variables.includes(name) &&
    !elsewhere.includes(name)
  )
    return [`${name} is no variable of ours`];
  return [];
}

/** Capital names that are not configuration. */
const elsewhere = [
  "NODE_ENV",
  "GET",
  "SPORTELLO_CORPUS",
  "SPORTELLO_TEST_DATABASE",
  "NOT_TRUNCATED",
];

/** A journey's steps: `1. `path` …`: at most seven files and 900 lines, each file there. */
export function checkJourneys(files: string[]): Fault[] {
  return files
    .filter((path) => path.startsWith("docs/journeys/") && path.endsWith(".md"))
    .flatMap((path) => {
      const steps = [
        ...readFileSync(join(root, path), "utf8").matchAll(/^\d+\. .*?`([\w./-]+\.tsx?)`/gm),
      ].map(([, file]) => file ?? "");
      const lines = steps
        .filter((file) => existsSync(join(root, file)))
        .map((file) => codeLines(readFileSync(join(root, file), "utf8")));
      const total = lines.reduce((sum, count) => sum + count, 0);
      return [
        ...(steps.length === 0 ? [`${basename(path)} names no step`] : []),
        ...(steps.length > 7 ? [`${basename(path)} takes ${steps.length} files`] : []),
        ...(total > 900 ? [`${basename(path)} takes ${total} lines`] : []),
      ];
    });
}

/** Without blank lines and comments. */
function codeLines(text: string): number {
  return text.split("\n").filter((line) => line.trim() !== "" && !/^\s*(\/\/|\/?\*)/.test(line))
    .length;
}
