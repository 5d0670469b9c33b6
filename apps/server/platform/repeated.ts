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
/** "stale" = what it reads has changed since it was prepared, as a migration does under a running process. */
export type Shapes = Map<string, Shape | "stale">;
type Parsers = NonNullable<pg.PoolConfig["types"]>;
type Answer = { command: string; rowCount: number | null; rows: unknown[]; fields: Field[] };
type Done = (error: Error | null, answer?: Answer) => void;

const run = Buffer.concat([serialize.execute({}), serialize.sync()]);
const describeAndRun = Buffer.concat([serialize.describe({ type: "P" }), run]);
/** "cached plan must not change result type" */
const resultChanged = "0A000";
const noRows: Shape = { fields: [], parsers: [], empty: {} };

type Statement = { name: string; text: string; values: unknown[] };

export class Repeated extends pg.Query {
  /** Both are read by the driver, which remembers what each connection has prepared. */
  readonly name: string;
  readonly text: string;
  readonly callback: Done;
  private readonly values: unknown[];
  private readonly parsers: Parsers;
  private readonly shapes: Shapes;
  private shape = noRows;
  private rows: unknown[] = [];
  private command = "";
  private failure: Error | null = null;

  constructor(statement: Statement, parsers: Parsers, shapes: Shapes, callback: Done) {
    super(statement);
    ({ name: this.name, text: this.text, values: this.values } = statement);
    this.parsers = parsers;
    this.shapes = shapes;
    this.callback = callback;
  }

  /** Called by the driver when it is this statement's turn; an answered error was not sent. */
  override submit = (connection: pg.Connection): Error | null => {
    try {
      const shape = this.shapes.get(this.name);
      const bound = serialize.bind({
        statement: this.name,
        values: this.values,
        valueMapper: prepareValue,
      });
      const ready = shape !== undefined && shape !== "stale";
      if (ready) this.shape = shape;
      const packet = ready
        ? [bound, run]
        : [...this.preparation(connection, shape === "stale"), bound, describeAndRun];
      connection.stream.write(Buffer.concat(packet));
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  };

  /** Prepared but without a shape: its first run failed. */
  private preparation(connection: pg.Connection, stale: boolean): Buffer[] {
    const known = "parsedStatements" in connection ? Object(connection.parsedStatements) : {};
    const parse = serialize.parse({ name: this.name, text: this.text });
    if (stale) return [serialize.close({ type: "S", name: this.name }), parse];
    return Object.hasOwn(known, this.name) ? [] : [parse];
  }

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
    this.command = text;
    this.shapes.set(this.name, this.shape);
  }

  handleEmptyQuery() {}

  handleError(error: Error) {
    if ("code" in error && error.code === resultChanged) this.shapes.set(this.name, "stale");
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
