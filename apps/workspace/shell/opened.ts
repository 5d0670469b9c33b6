import { store } from "../live/store.ts";

/** What lies over the page: one thing at a time. */
export const opened = store<"palette" | "keys" | null>(null);
