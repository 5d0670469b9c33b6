const changing = new Map<number, number>();

/** A change of this ticket is on its way, so that what the server says meanwhile is already old. */
export function isChanging(number: number): boolean {
  return (changing.get(number) ?? 0) > 0;
}

/** Marks the beginning of a change; the returned function marks its end. */
export function begin(number: number): () => void {
  changing.set(number, (changing.get(number) ?? 0) + 1);
  return () => void changing.set(number, (changing.get(number) ?? 1) - 1);
}
