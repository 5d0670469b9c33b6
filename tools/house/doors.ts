/** Doors that only one place may hold: outbound HTTP, zod's named import, exclusive tests. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, root, type Source } from "./source.ts";

type Rule = { says: string; finds: RegExp; except: string[] };

/** `except` names what paths begin with; `tests` are all test files. */
const tests = ".test.";
const rules: Rule[] = [
  {
    says: 'zod is imported as `import * as z from "zod"`: the named form costs 65 kB in a browser',
    finds: /import\s+(\{[^}]*\bz\b[^}]*\}|z)\s+from\s+"zod"/,
    except: [],
  },
  {
    says: "outbound HTTP goes through platform/outbound",
    finds: /\bfetch\(|from "(?:node:)?https?"|from "undici"/,
    except: [
      ...["apps/workspace/", "packages/contract/client.ts", "packages/testkit/", "bin/", "bench/"],
      ...["tools/", "e2e/", "apps/server/platform/outbound/", "apps/server/cli/doctor/", tests],
    ],
  },
  {
    says: "a test that runs alone hides the others",
    finds: /\b(test|describe|it)\.only\(/,
    except: ["tools/house/"],
  },
  {
    says: "safe HTML is drawn by kit/RichText or in the mail frame",
    finds: /dangerouslySetInnerHTML|\.innerHTML\s*=/,
    except: ["tools/house/", tests],
  },
  {
    says: "our own code is not mocked",
    finds: /\bvi\.mock\(\s*["'](#|\.)/,
    except: ["tools/house/"],
  },
  {
    says: "an open end needs an owner: finish it",
    finds: /\b(TODO|FIXME|XXX)\b/,
    except: ["tools/house/"],
  },
];

/** Named before they are built. */
const coming = ["apps/server/platform/outbound/"];

export function checkDoors(sources: Source[], files: string[]): Fault[] {
  const broken = sources.flatMap(({ path, text }) =>
    rules
      .filter(({ finds, except }) => !isIn(path, except) && finds.test(text))
      .map(({ says }) => `${path}: ${says}`),
  );
  return [
    ...broken,
    ...missing(
      "tools/house/doors.ts",
      rules.flatMap(({ except }) => except).filter((path) => path !== tests),
      files,
    ),
    ...missing(".oxlintrc.json", pathsOfLinter(), files),
  ];
}

function isIn(path: string, except: string[]) {
  return except.some((part) => (part === tests ? path.includes(tests) : path.startsWith(part)));
}

/** A rule about a place that is not there protects nothing, and nobody notices. */
function missing(where: string, paths: string[], files: string[]): Fault[] {
  return [...new Set(paths)]
    .filter((path) => !coming.includes(path) && !files.some((file) => file.startsWith(path)))
    .map((path) => `${where} names ${path}, which is not in the house`);
}

/** Up to the first star: `packages/testkit/**` is `packages/testkit/`. */
function pathsOfLinter(): string[] {
  const text = readFileSync(join(root, ".oxlintrc.json"), "utf8");
  return [...text.matchAll(/\b((?:apps|packages|tools|bench|e2e|bin)\/[\w./-]*)/g)].map(
    ([, path]) => path ?? "",
  );
}
