/** The import law: one door a module, one direction a house. */
import { dirname, join } from "node:path";
import type { Fault, Source } from "./source.ts";

/** Left knows nothing of right. */
const order = [
  "desks",
  "people",
  "files",
  "properties",
  "contacts",
  "pipelines",
  "channels",
  "tickets",
  "deals",
  "timeline",
  "mail",
  "content",
  "views",
  "search",
  "notifications",
  "live",
  "sample",
];

/** Where each alias leads. */
const aliases: [string, string][] = [
  ["#contract/", "packages/contract/"],
  ["#mail/", "packages/mail/"],
  ["#testkit", "packages/testkit/"],
  ["#platform/", "apps/server/platform/"],
  ["#modules/", "apps/server/modules/"],
];

export function checkLaw(sources: Source[]): Fault[] {
  return sources.flatMap((source) => source.imports.flatMap((name) => judge(source.path, name)));
}

function judge(path: string, name: string): Fault[] {
  if (path.includes(".test.") || path.startsWith("packages/testkit/") || path.startsWith("tools/"))
    return [];
  const to = target(path, name);
  if (!to)
    return name.startsWith("node:") || !path.startsWith("packages/contract/") || name === "zod"
      ? []
      : [`${path}: the contract imports ${name}`];
  const no = forbidden(path, to, name);
  return no ? [`${path} imports ${name}: ${no}`] : [];
}

/** The path in the house that an import leads to; a module's door is its folder. Null = not ours. */
export function target(path: string, name: string): string | null {
  const alias = aliases.find(([prefix]) => name.startsWith(prefix));
  if (alias) return alias[1] + name.slice(alias[0].length);
  return name.startsWith(".") ? join(dirname(path), name) : null;
}

function forbidden(from: string, to: string, name: string): string | null {
  const [there, here] = [roomOf(to), roomOf(from)];
  if (here.kind === "module" && there.kind === "module")
    return betweenModules(here.name, there.name, name);
  if (here.kind === "platform" && there.kind !== "platform" && there.kind !== "contract")
    return "the platform knows no product";
  if (here.kind === "contract" && there.kind !== "contract") return "the contract stands alone";
  if (here.kind === "mail" && there.kind !== "mail")
    return "packages/mail is pure: it stands alone";
  if (here.kind === "feature") return fromFeature(here.name, there);
  if (here.kind === "kit" && there.kind === "feature") return "kit knows no feature";
  if (here.kind === "live" && there.kind === "feature") return "live knows no feature";
  if (isWorkspace(here.kind) && ["module", "platform", "server"].includes(there.kind))
    return "the workspace uses the public API only";
  return null;
}

function betweenModules(here: string, there: string, name: string): string | null {
  if (here === there) return name.startsWith("#") ? "inside a module, import relatively" : null;
  if (!name.startsWith("#modules/")) return "another module is entered by its door: #modules/name";
  if (order.indexOf(there) < 0 || order.indexOf(here) < 0)
    return "a module that has no place in the order (tools/house/law.ts)";
  return order.indexOf(there) < order.indexOf(here)
    ? null
    : `${here} stands left of ${there} and knows nothing of it`;
}

function fromFeature(here: string, there: Room): string | null {
  if (there.kind === "feature" && there.name !== here) return "no feature imports another";
  if (["module", "platform", "server"].includes(there.kind))
    return "the workspace uses the public API only";
  return null;
}

type Room = { kind: string; name: string };

function roomOf(path: string): Room {
  const parts = path.split("/");
  if (path.startsWith("apps/server/modules/")) return { kind: "module", name: parts[3] ?? "" };
  if (path.startsWith("apps/server/platform/")) return { kind: "platform", name: "" };
  if (path.startsWith("apps/server/")) return { kind: "server", name: "" };
  if (path.startsWith("apps/workspace/features/")) return { kind: "feature", name: parts[3] ?? "" };
  if (path.startsWith("apps/workspace/"))
    return {
      kind: ["kit", "live", "shell"].find((folder) => folder === parts[2]) ?? "workspace",
      name: "",
    };
  if (path.startsWith("packages/contract/")) return { kind: "contract", name: "" };
  if (path.startsWith("packages/mail/")) return { kind: "mail", name: "" };
  return { kind: "other", name: "" };
}

function isWorkspace(kind: string) {
  return ["kit", "live", "shell", "workspace"].includes(kind);
}
