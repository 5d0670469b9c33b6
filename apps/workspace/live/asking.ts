/** How lists are asked for, page after page, and for how long an answer holds. */

export const first: string | undefined = undefined;
export const minutes = (count: number) => count * 60_000;
export const next = (page: { nextCursor: string | null }) => page.nextCursor ?? undefined;
/** Pages are asked for by key; the first one has none. */
export const after = (cursor: string | undefined) => (cursor ? { cursor } : {});
