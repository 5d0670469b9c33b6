/** Run by vitest with each test file: what its tests opened and nobody closed is closed after the last of them. */
import { afterAll } from "vitest";

const endings: (() => Promise<void>)[] = [];

export function atTheEnd(close: () => Promise<void>) {
  endings.push(close);
}

afterAll(async () => {
  for (const close of endings.splice(0).toReversed()) await close();
});
