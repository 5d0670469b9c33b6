/**
 * A program that holds PostgreSQL until it is killed: what the supervisor's tests kill.
 *
 *     node holder.fixture.ts DATA_DIR [ENGINES]
 */
import { pino } from "pino";
import { startPostgres } from "./server.ts";

const [dataDir = "", engines] = process.argv.slice(2);
const postgres = await startPostgres({
  dataDir,
  engines,
  log: pino({ level: "silent" }),
  say: () => {},
});
process.once("SIGTERM", () => void postgres.stop().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify({ owned: postgres.owned, ...postgres.connection })}\n`);
setInterval(() => {}, 60_000);
