/** Lists of two records as one: those of the record that stays stand first, unless the other's first one was chosen. */
import { digitsOf } from "./phones.ts";

export function joinedNames(
  stays: readonly string[],
  goes: readonly string[],
  leads: boolean,
): string[] {
  const [first, ...rest] = goes;
  return leads && first !== undefined ? [first, ...stays, ...rest] : [...stays, ...goes];
}

/** A number that both have, whatever its spelling, stays once and as the record that stays has it. */
export function joinedPhones(
  stays: readonly string[],
  goes: readonly string[],
  leads: boolean,
): { added: string[]; became: string[] } {
  const known = new Set(stays.map(digitsOf));
  const added = goes.filter((phone) => !known.has(digitsOf(phone)));
  const all = [...stays, ...added];
  const first = leads ? digitsOf(goes[0] ?? "") : "";
  const isFirst = (phone: string) => first !== "" && digitsOf(phone) === first;
  const became = [...all.filter(isFirst), ...all.filter((phone) => !isFirst(phone))];
  return { added, became };
}
