/** Marks that the bench reads: how long a click takes until its conversation is painted. */
export function markClick(number: number): void {
  performance.mark("ticket-click", { detail: { number } });
}

export function markPainted(number: number): void {
  performance.mark("conversation-painted", { detail: { number } });
}
