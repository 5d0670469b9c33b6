import { refuse } from "#platform/refusal.ts";

type Named = { id: string; name: string };

/** Two of one name cannot be told apart in a list. @throws Refusal name_taken */
export function refuseTaken(others: readonly Named[], name: string, ownId: string | null = null) {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase();
  const taken = others.some((one) => one.id !== ownId && plain(one.name) === plain(name));
  if (taken) throw refuse("name_taken");
}
