/** Snippets: short texts that are inserted into what one writes. */
import type * as contract from "#contract/content.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { Selectable } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { Agent, Call } from "#platform/call.ts";
import { cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import { type Db, isDouble, type Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import type { Snippets } from "#platform/schema.gen.ts";
import { bodyOf } from "./body.ts";
import { createSnippetDirectly } from "./create.ts";
import { mayChange, refuseForbidden } from "./may.ts";

const Place = z.tuple([z.string(), Id]);

export async function listSnippets(
  { db, agent }: Call,
  { q, limit, cursor }: InputOf<typeof contract.listSnippets>,
): Promise<OutputOf<typeof contract.listSnippets>> {
  const after = readCursor(cursor, Place);
  const words = q?.trim().toLowerCase() ?? "";
  const found = await snippets(db, agent.deskId)
    .select(({ fn }) => fn<string>("lower", ["name"]).as("sort_name"))
    .$if(words !== "", (query) =>
      query.where(({ eb, fn, or, val }) =>
        or(
          [fn<string>("lower", ["name"]), fn<string>("lower", ["shortcut"])].map((column) =>
            eb(fn<number>("strpos", [column, val(words)]), ">", 0),
          ),
        ),
      ),
    )
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple(eb.fn<string>("lower", ["name"]), "id"),
          ">",
          eb.tuple(after?.[0] ?? "", after?.[1] ?? ""),
        ),
      ),
    )
    .orderBy("sort_name")
    .orderBy("id")
    .limit(rowsFor(limit))
    .execute();
  const { rows, nextCursor } = cutPage(found, limit, ({ sort_name, id }) => [sort_name, id]);
  return { items: rows.map((row) => toSnippet(agent, row)), nextCursor };
}

export function createSnippet(
  call: Call,
  input: InputOf<typeof contract.createSnippet>,
): Promise<contract.Snippet> {
  const { db, agent, now } = call;
  return db
    .transaction()
    .execute(async (tx) => {
      const made = { ...input, createdBy: agent.id, now };
      const { id } = await createSnippetDirectly(tx, agent.deskId, made);
      await announce(tx, call);
      return toSnippet(agent, await findSnippet(tx, agent.deskId, id));
    })
    .catch(refuseTaken);
}

export function updateSnippet(
  call: Call,
  { id, html, ...change }: InputOf<typeof contract.updateSnippet>,
): Promise<contract.Snippet> {
  const { db, agent, now } = call;
  return db
    .transaction()
    .execute(async (tx) => {
      refuseForbidden(agent, await findSnippet(tx, agent.deskId, id));
      const row = await tx
        .updateTable("snippets")
        .set({ ...change, ...(html === undefined ? {} : { html: bodyOf(html) }), updated_at: now })
        .where("desk_id", "=", agent.deskId)
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst();
      if (!row) throw refuse("snippet_not_found");
      await announce(tx, call);
      return toSnippet(agent, row);
    })
    .catch(refuseTaken);
}

export async function deleteSnippet(
  call: Call,
  { id }: InputOf<typeof contract.deleteSnippet>,
): Promise<null> {
  const { db, agent } = call;
  await db.transaction().execute(async (tx) => {
    refuseForbidden(agent, await findSnippet(tx, agent.deskId, id));
    await tx
      .deleteFrom("snippets")
      .where("desk_id", "=", agent.deskId)
      .where("id", "=", id)
      .execute();
    await announce(tx, call);
  });
  return null;
}

/** @throws Refusal snippet_not_found */
export async function findSnippet(db: Db | Tx, deskId: string, id: string): Promise<Row> {
  const row = await snippets(db, deskId).where("id", "=", id).executeTakeFirst();
  if (!row) throw refuse("snippet_not_found");
  return row;
}

type Row = Selectable<Snippets>;

function snippets(db: Db | Tx, deskId: string) {
  return db.selectFrom("snippets").selectAll().where("desk_id", "=", deskId);
}

function toSnippet(agent: Agent, row: Row): contract.Snippet {
  return {
    id: row.id,
    name: row.name,
    shortcut: row.shortcut,
    html: row.html,
    createdBy: row.created_by,
    updatedAt: row.updated_at.toISOString(),
    mayChange: mayChange(agent, row),
  };
}

function announce(tx: Tx, { agent, now }: Call) {
  const { deskId, id: byUserId } = agent;
  return publish(tx, { type: "snippet.changed", deskId, at: now, ids: {}, byUserId });
}

function refuseTaken(error: unknown): never {
  throw isDouble(error, "snippets_shortcut") ? refuse("shortcut_taken") : error;
}
