/** Long work in short pieces: nothing holds up the process for more than some milliseconds. */
import { setImmediate as nextTurn } from "node:timers/promises";

const PIECE_MS = 15;

/** A function to be awaited often: it gives way to other work when the last pause is long ago. */
export function breathing(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < PIECE_MS) return;
    await nextTurn();
    since = performance.now();
  };
}
