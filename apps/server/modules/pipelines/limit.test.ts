import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { createPipeline, listPipelines, updatePipeline } from "#contract/pipelines.ts";
import { deleteTeam, updateTeam } from "#contract/teams.ts";
import { search } from "#contract/search.ts";
import {
  createTicket,
  deleteTicket,
  listTickets,
  readTicket,
  restoreTicket,
  updateTicket,
} from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { listViews } from "#contract/views.ts";
import { desk, type Person, type TestDesk } from "#testkit";
import { uploads } from "#testkit/upload.ts";
import { hangUp, isEvent, isKind, listen } from "../live/test/line.ts";

afterEach(hangUp);

/** A pipeline of the team Billing, that is of Bo, with a ticket that has a file; Ana is of another team. */
async function limited() {
  const acme = await desk();
  const olga = acme.as(acme.owner);
  const { id: pipelineId, statuses } = await olga.calls(createPipeline, { name: "Payroll" });
  const limit = (teamIds: string[], userIds: string[] = []) =>
    olga.calls(updatePipeline, { pipelineId, limitedTo: { teamIds, userIds } });
  await limit([acme.billing.id]);
  const { number, id } = await acme.ticket({ text: "An inscrutable word: quincunx." });
  await olga.calls(updateTicket, { number, pipelineId });
  const statusId = statuses[0]?.id ?? "";
  return { acme, olga, pipelineId, statusId, number, ticketId: id, limit };
}

const found = async (acme: TestDesk, who: Person, number: number) => {
  const as = acme.as(who);
  const { items } = await as.calls(listTickets, {});
  const { items: views } = await as.calls(listViews, {});
  const hits = await as.calls(search, { q: "quincunx" });
  const read = await as.calls(readTicket, { number });
  return {
    list: items.length,
    count: views.find(({ id }) => id === "open")?.count,
    search: hits.items.length,
    read: read.refused ?? "read",
  };
};
const seen = { list: 1, count: 1, search: 1, read: "read" };
const hidden = { list: 0, count: 0, search: 0, read: "ticket_not_found" };

describe("H114: a pipeline that is limited to a team", () => {
  test("shows its tickets to the team and to Super Admins, to nobody else", async () => {
    const { acme, number } = await limited();
    await acme.runJobs();
    expect(await found(acme, acme.bo, number)).toEqual(seen);
    expect(await found(acme, acme.owner, number)).toEqual(seen);
    expect(await found(acme, acme.ana, number)).toEqual(hidden);
  });

  test("is hidden even from the ticket's owner", async () => {
    const { acme, olga, pipelineId } = await limited();
    const { number } = await acme.ticket();
    await olga.calls(updateTicket, { number, ownerId: acme.ana.id });
    await olga.calls(updateTicket, { number, pipelineId });
    expect(await found(acme, acme.ana, number)).toMatchObject({ read: "ticket_not_found" });
  });

  test("is given to nobody who cannot see it", async () => {
    const { acme, olga, pipelineId, statusId, number } = await limited();
    const no = { refused: "owner_without_access" };
    const ana = { ownerId: acme.ana.id };
    expect(await olga.calls(updateTicket, { number, ...ana })).toEqual(no);
    const made = { name: "T", pipelineId, statusId, ...ana };
    expect(await olga.calls(createTicket, made)).toEqual(no);
    expect(await olga.calls(updateTicket, { number, ownerId: acme.bo.id })).toMatchObject({
      ownerId: acme.bo.id,
    });
  });

  test("lets nobody else change, delete or restore, and none into it", async () => {
    const { acme, pipelineId, statusId, number } = await limited();
    const ana = acme.as(acme.ana);
    const no = { refused: "ticket_not_found" };
    expect(await ana.calls(updateTicket, { number, priority: "low" })).toEqual(no);
    expect(await ana.calls(deleteTicket, { number })).toEqual(no);
    await acme.as(acme.bo).calls(deleteTicket, { number });
    expect(await ana.calls(restoreTicket, { number })).toEqual(no);

    const unknown = { refused: "pipeline_unknown" };
    const into = { name: "T", pipelineId, statusId };
    expect(await ana.calls(createTicket, into)).toEqual(unknown);
    const mine = await acme.ticket();
    const move = { number: mine.number, pipelineId };
    expect(await ana.calls(updateTicket, move)).toEqual(unknown);
    expect(await acme.as(acme.bo).calls(createTicket, into)).toMatchObject({ pipelineId });
  });

  test("is listed for those who may use it, and marked for those who may only set it up", async () => {
    const { acme, pipelineId } = await limited();
    const cy = await acme.user("Cy", { accountAccess: true });
    const listed = async (who: Person) => {
      const { items } = await acme.as(who).calls(listPipelines, {});
      return items.find(({ id }) => id === pipelineId)?.mayUse;
    };
    expect(await listed(acme.bo)).toBe(true);
    expect(await listed(acme.ana)).toBeUndefined();
    expect(await listed(cy)).toBe(false);
    expect(await listed(acme.owner)).toBe(true);
  });

  test("counts as none where a new ticket names no pipeline", async () => {
    const { acme } = await limited();
    const ana = acme.as(acme.ana);
    const { items } = await ana.calls(listPipelines, {});
    const statusId = items[0]?.statuses[0]?.id ?? "";
    const made = await ana.calls(createTicket, { name: "T", statusId });
    expect(made).toMatchObject({ pipelineId: items[0]?.id });
    expect(await acme.as(acme.bo).calls(createTicket, { name: "T", statusId })).toEqual({
      refused: "pipeline_unclear",
    });
  });

  test("keeps its files to those who see its tickets", async () => {
    const { acme, number } = await limited();
    const { id } = await uploads(acme, acme.bo);
    const comment = { number, id: randomUUID(), html: "<p>See.</p>", attachmentIds: [id] };
    await acme.as(acme.bo).calls(commentOnTicket, comment);

    const get = async (who: Person) => {
      const headers = { host: acme.host, cookie: `sportello_session=${who.session}` };
      return (await acme.house.app.inject({ method: "GET", url: `/api/v1/files/${id}`, headers }))
        .statusCode;
    };
    expect([await get(acme.bo), await get(acme.owner), await get(acme.ana)]).toEqual([
      ...[200, 200, 404],
    ]);
  });
});

describe("H114: who works in a pipeline", () => {
  test("are users and teams; who joins the team is among them, a deleted team is not", async () => {
    const { acme, olga, limit, number } = await limited();
    const { id } = acme.billing;
    await olga.calls(updateTeam, { id, memberIds: [acme.bo.id, acme.ana.id] });
    expect((await acme.as(acme.ana).calls(readTicket, { number })).number).toBe(number);

    await limit([id, acme.support.id], [acme.bo.id]);
    await olga.calls(deleteTeam, { id });
    const { items } = await olga.calls(listPipelines, {});
    expect(items[1]?.limitedTo).toEqual({ userIds: [acme.bo.id], teamIds: [acme.support.id] });
  });

  test("refuse those who are not there, and open to everybody again", async () => {
    const { acme, olga, pipelineId, limit, number } = await limited();
    expect(await limit([randomUUID()])).toEqual({ refused: "team_not_found" });
    expect(await limit([], [randomUUID()])).toEqual({ refused: "user_not_found" });
    expect(await acme.as(acme.ana).calls(readTicket, { number })).toHaveProperty("refused");
    await olga.calls(updatePipeline, { pipelineId, limitedTo: null });
    expect((await acme.as(acme.ana).calls(readTicket, { number })).number).toBe(number);
  });
});

describe("H114: an open line", () => {
  test("hears no more of a ticket that moves into a pipeline of others, only that it is gone", async () => {
    const { acme, olga, pipelineId } = await limited();
    const { number } = await acme.ticket();
    const [anas, bos] = [await listen(acme, acme.ana), await listen(acme, acme.bo)];
    await Promise.all([anas.until(isKind("hello")), bos.until(isKind("hello"))]);

    await olga.calls(updateTicket, { number, pipelineId });
    await anas.until(isKind("hidden"));
    await olga.calls(commentOnTicket, { number, id: randomUUID(), html: "<p>Secret.</p>" });
    await bos.until(isEvent("ticket.commented"));
    await olga.calls(commentOnTicket, { number: (await acme.ticket()).number, html: "<p>X</p>" });
    await anas.until(isEvent("ticket.commented"));

    expect(anas.heard.filter(isEvent("ticket.commented"))).toHaveLength(1);
    expect(anas.heard.filter(isEvent("ticket.updated"))).toEqual([]);
  });

  test("is told to read everything again when a pipeline is limited to others", async () => {
    const { acme, limit, number } = await limited();
    const line = await listen(acme, acme.bo);
    await line.until(isKind("hello"));
    await limit([acme.support.id]);
    await line.until(isKind("session"));
    expect(await acme.as(acme.bo).calls(readTicket, { number })).toEqual({
      refused: "ticket_not_found",
    });
  });
});
