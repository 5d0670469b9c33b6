/** Templates: whole mails with their subject. */
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
import type { Templates } from "#platform/schema.gen.ts";
import { bodyOf } from "./body.ts";
import { createTemplateDirectly } from "./create.ts";
import { mayChange, refuseForbidden } from "./may.ts";

const Place = z.tuple([z.string(), Id]);

export async function listTemplates(
  { db, agent }: Call,
  { q, limit, cursor }: InputOf<typeof contract.listTemplates>,
): Promise<OutputOf<typeof contract.listTemplates>> {
  const after = readCursor(cursor, Place);
  const words = q?.trim().toLowerCase() ?? "";
  const found = await templates(db, agent.deskId)
    .select(({ fn }) => fn<string>("lower", ["name"]).as("sort_name"))
    .$if(words !== "", (query) =>
      query.where(({ eb, fn, or, val }) =>
        or(
          [fn<string>("lower", ["name"]), fn<string>("lower", ["subject"])].map((column) =>
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
  return { items: rows.map((row) => toTemplate(agent, row)), nextCursor };
}

export function createTemplate(
  call: Call,
  input: InputOf<typeof contract.createTemplate>,
): Promise<contract.Template> {
  const { db, agent, now } = call;
  return db
    .transaction()
    .execute(async (tx) => {
      const made = { ...input, createdBy: agent.id, now };
      const { id } = await createTemplateDirectly(tx, agent.deskId, made);
      await announce(tx, call);
      return toTemplate(agent, await findTemplate(tx, agent.deskId, id));
    })
    .catch(refuseTaken);
}

export function updateTemplate(
  call: Call,
  { id, html, ...change }: InputOf<typeof contract.updateTemplate>,
): Promise<contract.Template> {
  const { db, agent, now } = call;
  return db
    .transaction()
    .execute(async (tx) => {
      refuseForbidden(agent, await findTemplate(tx, agent.deskId, id));
      const row = await tx
        .updateTable("templates")
        .set({ ...change, ...(html === undefined ? {} : { html: bodyOf(html) }), updated_at: now })
        .where("desk_id", "=", agent.deskId)
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst();
      if (!row) throw refuse("template_not_found");
      await announce(tx, call);
      return toTemplate(agent, row);
    })
    .catch(refuseTaken);
}

export async function deleteTemplate(
  call: Call,
  { id }: InputOf<typeof contract.deleteTemplate>,
): Promise<null> {
  const { db, agent } = call;
  await db.transaction().execute(async (tx) => {
    refuseForbidden(agent, await findTemplate(tx, agent.deskId, id));
    await tx
      .deleteFrom("templates")
      .where("desk_id", "=", agent.deskId)
      .where("id", "=", id)
      .execute();
    await announce(tx, call);
  });
  return null;
}

/** @throws Refusal template_not_found */
export async function findTemplate(db: Db | Tx, deskId: string, id: string): Promise<Row> {
  const row = await templates(db, deskId).where("id", "=", id).executeTakeFirst();
  if (!row) throw refuse("template_not_found");
  return row;
}

type Row = Selectable<Templates>;

function templates(db: Db | Tx, deskId: string) {
  return db.selectFrom("templates").selectAll().where("desk_id", "=", deskId);
}

function toTemplate(agent: Agent, row: Row): contract.Template {
  return {
    id: row.id,
    name: row.name,
    subject: row.subject,
    html: row.html,
    createdBy: row.created_by,
    updatedAt: row.updated_at.toISOString(),
    mayChange: mayChange(agent, row),
  };
}

function announce(tx: Tx, { agent, now }: Call) {
  const { deskId, id: byUserId } = agent;
  return publish(tx, { type: "template.changed", deskId, at: now, ids: {}, byUserId });
}

function refuseTaken(error: unknown): never {
  throw isDouble(error, "templates_name") ? refuse("name_taken") : error;
}
