/** A PostgreSQL that answers, ours or somebody else's. */

/** To be spread into `pg.Pool` or `pg.Client`. */
export type Connection =
  | { connectionString: string }
  | { host: string; port: number; user: string; database: string };

export type Postgres = {
  readonly connection: Connection;
  /** True while this process runs the server; false when it is somebody else's. */
  readonly owned: boolean;
  stop(): Promise<void>;
};
