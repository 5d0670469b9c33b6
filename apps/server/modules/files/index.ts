export { keepFile, nameFile } from "./keep.ts";
export { linkFiles } from "./link.ts";
export { filesByIds, readBytes } from "./open.ts";
export { allowThrough } from "./read.ts";
