import { msg, plural } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

export type Strength = { tone: "faint" | "warn" | "ok"; says: MessageDescriptor };

const shortest = 10;

/**
 * What can honestly be said about a password without knowing how attackers guess: too short, plainly easy, long enough.
 * The server has the last word: it also knows the most used ones.
 */
export function strengthOf(password: string, known: string[] = []): Strength {
  const missing = shortest - [...password].length;
  if (password === "")
    return { tone: "faint", says: msg`At least ten characters. A few unrelated words work well.` };
  if (missing > 0) return { tone: "faint", says: sayMissing(missing) };
  if (isRepetitive(password)) return { tone: "warn", says: msg`Easy to guess: it repeats itself.` };
  if (isMostly(password, known))
    return { tone: "warn", says: msg`Easy to guess: it is mostly your name or address.` };
  if (password.length < 16) return { tone: "ok", says: msg`Long enough. Longer is better still.` };
  return { tone: "ok", says: msg`Long. Good, as long as you use it nowhere else.` };
}

function sayMissing(missing: number): MessageDescriptor {
  return msg({
    message: plural(missing, { one: "# more character.", other: "# more characters." }),
  });
}

function isRepetitive(password: string): boolean {
  if (new Set(password.toLowerCase()).size < 5) return true;
  const steps = [...password]
    .slice(1)
    .map((sign, at) => sign.charCodeAt(0) - password.charCodeAt(at));
  const straight = steps.filter((step) => Math.abs(step) <= 1).length;
  return straight > steps.length * 0.8;
}

function isMostly(password: string, known: string[]): boolean {
  const said = password.toLowerCase();
  return known
    .flatMap((fact) => fact.toLowerCase().split(/[\s@.]+/))
    .some((word) => word.length > 3 && said.includes(word) && said.length - word.length < 6);
}
