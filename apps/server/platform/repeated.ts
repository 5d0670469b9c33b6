/**
 * One run of a prepared statement. The first on a connection prepares it and learns how its rows read; each later one
 * sends its values in one packet and asks for no description: a third of the driver's part of a short read.
 *
 * https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
import pg from "pg";
import { prepareValue } from "pg/lib/utils.js";
import { serialize } from "pg-protocol";
import type {
  CommandCompleteMessage,
  DataRowMessage,
  Field,
  RowDescriptionMessage,
} from "pg-protocol/dist/messages.js";

/** How the rows of a statement read, on one connection. */
type Shape = {
  fields: Field[];
  parsers: ((text: string) => unknown)[];
  empty: Record<string, unknown>;
};
/** Without a shape it is to be prepared, again where it failed or what it reads has changed. */
export type Statement = { name: string; shape: Shape | null };
type Parsers = NonNullable<pg.PoolConfig["types"]>;
type Answer = { command: string; rowCount: number | null; rows: unknown[]; fields: Field[] };
type Done = (error: Error | null, answer?: Answer) => void;

const run = serialize.execute({});
const describeAndRun = Buffer.concat([serialize.describe({ type: "P" }), run]);
/**
 * Begins a statement whose plan does not depend on its values. Planning it for each run would cost more than it saves:
 * PostgreSQL decides that by its estimates, and for many small parts in one statement it decides wrongly.
 */
export const plannedOnce = "/* planned once */";

const set = (mode: string) =>
  Buffer.concat([
    serialize.parse({ text: `set plan_cache_mode = ${mode}` }),
    serialize.bind({}),
    serialize.execute({}),
  ]);
const [onePlan, asUsual] = [set("force_generic_plan"), set("auto")];

/** Where the statement fails, its transaction takes the setting back. */
function inItsMode(text: string, packet: Buffer[]): Buffer[] {
  const sync = serialize.sync();
  return text.startsWith(plannedOnce) ? [onePlan, ...packet, asUsual, sync] : [...packet, sync];
}

/** "cached plan must not change result type" */
const resultChanged = "0A000";
const noRows: Shape = { fields: [], parsers: [], empty: {} };

type Asked = { text: string; values: unknown[] };

export class Repeated extends pg.Query {
  /** Read by the driver. It is told no name, or it would remember each that a connection ever had. */
  readonly callback: Done;
  private readonly asked: Asked;
  private readonly parsers: Parsers;
  private readonly keep: (text: string) => Statement;
  private statement: Statement | null = null;
  private shape = noRows;
  private rows: unknown[] = [];
  private command = "";
  private failure: Error | null = null;

  constructor(asked: Asked, parsers: Parsers, keep: (text: string) => Statement, callback: Done) {
    super(asked.text);
    this.asked = asked;
    this.parsers = parsers;
    this.keep = keep;
    this.callback = callback;
  }

  /** Called by the driver when it is this statement's turn; an answered error was not sent. */
  override submit = (connection: pg.Connection): Error | null => {
    try {
      const { text, values } = this.asked;
      const statement = this.keep(text);
      const { name, shape } = statement;
      const bound = serialize.bind({ statement: name, values, valueMapper: prepareValue });
      // Another statement may have had the name before; closing what is not there is no error.
      const packet = shape
        ? [bound, run]
        : [
            serialize.close({ type: "S", name }),
            serialize.parse({ name, text }),
            bound,
            describeAndRun,
          ];
      this.statement = statement;
      this.shape = shape ?? noRows;
      connection.stream.write(Buffer.concat(inItsMode(text, packet)));
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  };

  handleRowDescription({ fields }: RowDescriptionMessage) {
    this.shape = {
      fields,
      parsers: fields.map(({ dataTypeID }) => this.parsers.getTypeParser(dataTypeID, "text")),
      empty: Object.fromEntries(fields.map(({ name }) => [name, null])),
    };
  }

  handleDataRow({ fields: values }: DataRowMessage) {
    const { fields, parsers, empty } = this.shape;
    const row = { ...empty };
    try {
      for (let i = 0; i < values.length; i++) {
        const field = fields[i];
        const value = values[i];
        if (field && value !== null) row[field.name] = parsers[i]?.(value);
      }
      this.rows.push(row);
    } catch (error) {
      this.failure ??= error instanceof Error ? error : new Error(String(error));
    }
  }

  handleCommandComplete({ text }: CommandCompleteMessage) {
    if (text === "SET") return;
    this.command = text;
    if (this.statement) this.statement.shape = this.shape;
  }

  handleEmptyQuery() {}

  handleError(error: Error) {
    if (this.statement && "code" in error && error.code === resultChanged)
      this.statement.shape = null;
    this.callback(error);
  }

  handleReadyForQuery() {
    if (this.failure) return this.callback(this.failure);
    const [command = "", ...counts] = this.command.split(" ");
    const count = counts.at(-1);
    const rowCount = count === undefined ? null : Number(count);
    this.callback(null, { command, rowCount, rows: this.rows, fields: this.shape.fields });
  }
}
