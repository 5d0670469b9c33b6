export { nameFiles, type StoredFile, storeFile } from "./keep.ts";
export { sniffType } from "./sniff.ts";
export { linkFiles } from "./link.ts";
export { type FileRow, filesByIds, readBytes } from "./open.ts";
export { allowThrough } from "./read.ts";
export { sweepFolder } from "./sweep.ts";
