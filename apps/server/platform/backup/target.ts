/** Where a backup goes when it is restored. */
import type pg from "pg";
import type { Say } from "../log.ts";

export type RestoreTarget = {
  pool: pg.Pool;
  /** Folder of the file store. */
  files: string;
  secretKeyFile: string;
  say: Say;
};
