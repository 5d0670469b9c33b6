export { nameFiles, type StoredFile, storeFile } from "./keep.ts";
export { sniffType } from "./sniff.ts";
export { linkFiles } from "./link.ts";
export { filesByIds, readBytes } from "./open.ts";
export { allowThrough } from "./read.ts";
export { sweepFolder } from "./sweep.ts";
