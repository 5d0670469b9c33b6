import { store } from "./store.ts";

/** How many rows of the list are picked: the keys of triage are then for them and not for the opened ticket. */
export const picked = store(0);
