/** Making a record from little, on the way to something else: what the desk requires beside is asked in a dialog. */
import type { PropertyValues, RecordKind } from "#contract/properties.ts";
import { problemOf } from "../live/api.ts";
import { store } from "../live/store.ts";

export type AskingNew = {
  kind: RecordKind;
  /** How the new one will be called. */
  name: string;
  names: string[];
  /** What was given and refused. */
  given: PropertyValues;
  error: unknown;
  answer(more: PropertyValues | null): void;
};

/** One question at a time; `AskedOfNew` shows it. */
export const askingNew = store<AskingNew | null>(null);

/** null = the user gave up, and nothing was made. */
export async function making<Made>(
  kind: RecordKind,
  name: string,
  make: (properties: PropertyValues) => Promise<Made>,
): Promise<Made | null> {
  let given: PropertyValues = {};
  for (;;) {
    try {
      return await make(given);
    } catch (error) {
      const names = askedIn(error, given);
      if (names.length === 0) throw error;
      const more = await ask({ kind, name, names, given, error });
      if (!more) return null;
      given = { ...given, ...more };
    }
  }
}

/** What is missing, with what was given before: the dialog shows both, so that one can be changed with the other. */
function askedIn(error: unknown, given: PropertyValues): string[] {
  const problem = problemOf(error);
  if (problem?.code === "properties_missing")
    return [...new Set([...Object.keys(given), ...problem.missing])];
  if (problem?.code !== "invalid_input") return [];
  const isOwn = Object.keys(problem.fields).every((path) => path.startsWith("properties."));
  return isOwn ? Object.keys(given) : [];
}

function ask(question: Omit<AskingNew, "answer">): Promise<PropertyValues | null> {
  return new Promise((resolve) => {
    askingNew.get()?.answer(null);
    const answer = (more: PropertyValues | null) => {
      askingNew.set(null);
      resolve(more);
    };
    askingNew.set({ ...question, answer });
  });
}
