/** Doors that only one place may hold: outbound HTTP, zod's named import, exclusive tests. */
import type { Fault, Source } from "./source.ts";

const rules: { says: string; finds: RegExp; except: RegExp }[] = [
  {
    says: 'zod is imported as `import * as z from "zod"`: the named form costs 65 kB in a browser',
    finds: /import\s+(\{[^}]*\bz\b[^}]*\}|z)\s+from\s+"zod"/,
    except: /^$/,
  },
  {
    says: "outbound HTTP goes through platform/outbound",
    finds: /\bfetch\(|from "(?:node:)?https?"|from "undici"/,
    except:
      /^(apps\/workspace|packages\/(contract\/client|testkit)|bin|bench|tools|e2e|apps\/server\/platform\/outbound|apps\/server\/cli\/doctor)|\.test\./,
  },
  {
    says: "a test that runs alone hides the others",
    finds: /\b(test|describe|it)\.only\(/,
    except: /^tools\/house\//,
  },
  {
    says: "safe HTML is drawn by kit/RichText or in the mail frame",
    finds: /dangerouslySetInnerHTML|\.innerHTML\s*=/,
    except: /^tools\/house\/|\.test\./,
  },
  {
    says: "our own code is not mocked",
    finds: /\bvi\.mock\(\s*["'](#|\.)/,
    except: /^tools\/house\//,
  },
  {
    says: "an open end needs an owner: finish it",
    finds: /\b(TODO|FIXME|XXX)\b/,
    except: /^tools\/house\//,
  },
];

export function checkDoors(sources: Source[]): Fault[] {
  return sources.flatMap(({ path, text }) =>
    rules
      .filter(({ finds, except }) => !except.test(path) && finds.test(text))
      .map(({ says }) => `${path}: ${says}`),
  );
}
