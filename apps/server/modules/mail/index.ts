/** Mail: what comes in is kept and gets a fate; what was written leaves once. */
export { importFile } from "./import.ts";
export { startMail } from "./start.ts";
