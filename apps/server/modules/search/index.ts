/** Search: the words of tickets and messages, and finding by them. */
export { indexEntries } from "./entry.ts";
