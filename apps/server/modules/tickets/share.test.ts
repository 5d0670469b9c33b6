import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { readTicketAccess, shareTicket, unshareTicket } from "#contract/access.ts";
import { listNotifications } from "#contract/notifications.ts";
import { updateUser } from "#contract/users.ts";
import { listPipelines, updatePipeline } from "#contract/pipelines.ts";
import { search } from "#contract/search.ts";
import { deleteTicket, listTickets, readTicket, updateTicket } from "#contract/tickets.ts";
import { commentOnTicket, whoCannotSee } from "#contract/comments.ts";
import { listActivity } from "#contract/activity.ts";
import { replyToTicket } from "#contract/replies.ts";
import { listViews } from "#contract/views.ts";
import { desk, type Person, rowsOf, type TestDesk } from "#testkit";

const own = { reach: "own", unassigned: false } as const;
const everything = { reach: "all", unassigned: true } as const;
const onlyOwn = { tickets: { view: own, edit: own, delete: own } };

let acme: TestDesk;
/** Sees only what is theirs, and is in the team Support. */
let cy: Person;
beforeAll(async () => {
  acme = await desk();
  cy = await acme.user("Cy", onlyOwn, [acme.support.id]);
});

const share = (number: number, id: string, level: "view" | "edit" = "view") =>
  acme.as(acme.ana).calls(shareTicket, { number, id, level });
const unshare = (number: number, id: string) =>
  acme.as(acme.ana).calls(unshareTicket, { number, id });
const answerOf = async (who: Person, number: number) =>
  (await acme.as(who).calls(readTicket, { number })).refused ?? "seen";
const steps = async (number: number) =>
  (await acme.as(acme.ana).calls(listActivity, { number })).items
    .filter(({ what }) => what === "shared" || what === "unshared")
    .map(({ what, by, from, to, property }) => [what, by.name, from ?? to, property]);

/** A ticket shared with as many as it can be. */
async function crowded() {
  const ticket = await acme.ticket();
  await rowsOf(
    `with crowd as (
       insert into teams (desk_id, id, name, created_at)
       select $1, gen_random_uuid(), $2 || n, now() from generate_series(1, 100) n returning id)
     insert into ticket_shares (desk_id, id, ticket_id, team_id, edit, by_user_id, at)
     select $1, gen_random_uuid(), $3, id, false, $4, now() from crowd`,
    [acme.id, randomUUID(), ticket.id, acme.ana.id],
  );
  return ticket;
}

describe("H115: a ticket shared with a user", () => {
  test("is in their lists, counts and search, and by its link, until it is no longer", async () => {
    const dora = await acme.user("Dora", onlyOwn);
    const word = `w${randomUUID().slice(0, 8)}`;
    const { number } = await acme.ticket({ text: `A ${word} word` });
    const found = async () => {
      const as = acme.as(dora);
      const views = (await as.calls(listViews, {})).items;
      return [
        (await as.calls(listTickets, { view: "open" })).items.map((one) => one.number),
        views.find(({ id }) => id === "open")?.count,
        (await as.calls(search, { q: word })).items.length,
        await answerOf(dora, number),
      ];
    };
    expect(await found()).toEqual([[], 0, 0, "ticket_not_found"]);
    await share(number, dora.id);
    expect(await found()).toEqual([[number], 1, 1, "seen"]);
    await unshare(number, dora.id);
    expect(await found()).toEqual([[], 0, 0, "ticket_not_found"]);
  });

  test("to view is not theirs to change; to edit it is, but never to delete", async () => {
    const { number, newestMessageId: seenMessageId } = await acme.ticket();
    const as = acme.as(cy);
    await acme.as(acme.ana).calls(updateTicket, { number, ownerId: acme.ana.id });
    const reply = () => ({ number, id: randomUUID(), text: "Hello", seenMessageId });

    await share(number, cy.id);
    expect(await as.calls(commentOnTicket, { number, html: "<p>Hm</p>" })).toMatchObject({
      refused: "edit_forbidden",
    });
    expect(await as.calls(readTicket, { number })).toMatchObject({
      may: { edit: false, delete: false },
    });

    await share(number, cy.id, "edit");
    expect(await as.calls(readTicket, { number })).toMatchObject({
      may: { edit: true, delete: false },
    });
    expect(await as.calls(replyToTicket, reply())).toMatchObject({ delivery: "queued" });
    expect(await as.calls(deleteTicket, { number })).toEqual({ refused: "delete_forbidden" });
  });

  test("to view stays unchangeable though their right to edit reaches everything they see", async () => {
    const eve = await acme.user("Eve", {
      tickets: { view: own, edit: everything, delete: everything },
    });
    const { number } = await acme.ticket();
    await share(number, eve.id);
    expect(await acme.as(eve).calls(updateTicket, { number, name: "X" })).toEqual({
      refused: "edit_forbidden",
    });
  });

  test("shows nothing to whoever has no access to the help desk any more", async () => {
    const flo = await acme.user("Flo", onlyOwn);
    const { number } = await acme.ticket();
    await share(number, flo.id);
    const rights = { superAdmin: false, accountAccess: false, salesAccess: false };
    await acme.as(acme.owner).calls(updateUser, {
      id: flo.id,
      rights: { ...rights, serviceAccess: false, serviceSeat: true, ...onlyOwn },
    });
    const { items } = await acme.as(acme.ana).calls(readTicketAccess, { number, limit: 200 });
    expect(items.map(({ userId }) => userId)).not.toContain(flo.id);
  });
});

describe("H115: a ticket shared with a team", () => {
  test("is seen by whoever is in it, from the moment they are and as long as they are", async () => {
    const gus = await acme.user("Gus", onlyOwn);
    const { number } = await acme.ticket();
    await share(number, acme.billing.id);
    const join = (teamIds: string[]) =>
      acme.as(acme.owner).calls(updateUser, { id: gus.id, teamIds });

    expect(await answerOf(gus, number)).toBe("ticket_not_found");
    await join([acme.billing.id]);
    expect(await answerOf(gus, number)).toBe("seen");
    await join([]);
    expect(await answerOf(gus, number)).toBe("ticket_not_found");
  });
});

describe("H117: the access of a ticket", () => {
  test("says who sees it and why, and with whom it is shared by whom", async () => {
    const here = await desk();
    const mate = { reach: "team", unassigned: false } as const;
    const tickets = { view: mate, edit: own, delete: own };
    const kim = await here.user("Kim", { tickets }, [here.support.id]);
    const lou = await here.user("Lou", onlyOwn);
    await here.user("Max", onlyOwn);
    const { number } = await here.ticket();
    await here.as(here.ana).calls(updateTicket, { number, ownerId: here.ana.id });
    await here.as(here.ana).calls(shareTicket, { number, id: lou.id, level: "edit" });

    const access = await here.as(kim).calls(readTicketAccess, { number });

    expect(access.items.map(({ name, why, level }) => [name, why, level])).toEqual([
      ["Ana", "owner", "edit"],
      ["Bo", "everything", "edit"],
      ["Kim", "team", "view"],
      ["Lou", "shared", "edit"],
      ["Olga", "super_admin", "edit"],
    ]);
    expect(access.shares).toMatchObject([
      { type: "user", id: lou.id, name: "Lou", level: "edit", byUserId: here.ana.id },
    ]);
    const first = await here.as(kim).calls(readTicketAccess, { number, limit: 2 });
    const rest = { number, limit: 2, cursor: first.nextCursor ?? "" };
    const second = await here.as(kim).calls(readTicketAccess, rest);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([
      ...["Ana", "Bo", "Kim", "Lou"],
    ]);
  });

  test("is not told to those who may not see the ticket, nor by a cursor of another list", async () => {
    const { number } = await acme.ticket();
    expect(await acme.as(cy).calls(readTicketAccess, { number })).toEqual({
      refused: "ticket_not_found",
    });
    expect(await acme.as(acme.ana).calls(readTicketAccess, { number, cursor: "x" })).toEqual({
      refused: "cursor_invalid",
    });
  });

  test("is in the history: who shared with whom, once for each change", async () => {
    const { number } = await acme.ticket();
    await share(number, cy.id);
    await share(number, cy.id);
    await share(number, cy.id, "edit");
    await unshare(number, cy.id);
    await unshare(number, cy.id);
    expect(await steps(number)).toEqual([
      ["unshared", "Ana", cy.id, "edit"],
      ["shared", "Ana", cy.id, "edit"],
      ["shared", "Ana", cy.id, "view"],
    ]);
  });
});

describe("H115: sharing is refused", () => {
  test("to those who may not see or not change the ticket", async () => {
    const { number } = await acme.ticket();
    const ask = { number, id: acme.bo.id };
    expect(await acme.as(cy).calls(shareTicket, ask)).toEqual({ refused: "ticket_not_found" });
    expect(await acme.as(cy).calls(unshareTicket, ask)).toEqual({ refused: "ticket_not_found" });
    await share(number, cy.id);
    expect(await acme.as(cy).calls(shareTicket, ask)).toEqual({ refused: "edit_forbidden" });
    expect(await acme.as(cy).calls(unshareTicket, ask)).toEqual({ refused: "edit_forbidden" });
  });

  test("with nobody, somebody of another desk, or somebody without access to the help desk", async () => {
    const rival = await desk();
    const hal = await acme.user("Hal", { serviceAccess: false });
    const { number } = await acme.ticket();
    expect(await share(number, randomUUID())).toEqual({ refused: "share_unknown" });
    expect(await share(number, rival.ana.id)).toEqual({ refused: "share_unknown" });
    expect(await share(number, rival.support.id)).toEqual({ refused: "share_unknown" });
    expect(await share(number, hal.id)).toEqual({ refused: "share_without_access" });
  });

  test("H114: into a pipeline that is limited to others, and sleeps while its pipeline is", async () => {
    const here = await desk();
    const ivo = await here.user("Ivo", onlyOwn);
    const { number } = await here.ticket();
    const ana = here.as(here.ana);
    await ana.calls(shareTicket, { number, id: ivo.id });
    const pipelineId = (await ana.calls(listPipelines, {})).items[0]?.id ?? "";
    const limitedTo = { userIds: [here.ana.id], teamIds: [] };
    await here.as(here.owner).calls(updatePipeline, { pipelineId, limitedTo });

    expect(await here.as(ivo).calls(readTicket, { number })).toEqual({
      refused: "ticket_not_found",
    });
    expect(await ana.calls(shareTicket, { number, id: ivo.id })).toEqual({
      refused: "share_without_access",
    });
  });

  test("beyond a hundred", async () => {
    const { number } = await crowded();
    expect(await share(number, cy.id)).toEqual({ refused: "share_limit" });
    expect(await answerOf(cy, number)).toBe("ticket_not_found");
  });
});

describe("S70: a mention of somebody who may not see the ticket", () => {
  const mention = ({ id }: { id: string }) => `<p><span data-mention="${id}">@x</span> look</p>`;
  const told = async (who: Person) =>
    (await acme.as(who).calls(listNotifications, {})).items.map(({ topic }) => topic);

  test("S68: reaches them when the ticket is shared in the same step, and is told once", async () => {
    const jan = await acme.user("Jan", onlyOwn);
    const { number } = await acme.ticket();
    expect(await acme.as(acme.ana).calls(whoCannotSee, { number, ids: [jan.id] })).toEqual({
      userIds: [jan.id],
      shareableIds: [jan.id],
    });

    await acme.as(acme.ana).calls(commentOnTicket, {
      number,
      html: mention(jan),
      share: "view",
    });

    expect(await told(jan)).toEqual(["mentioned"]);
    expect(await answerOf(jan, number)).toBe("seen");
    expect(await steps(number)).toEqual([["shared", "Ana", jan.id, "view"]]);
  });

  test("shares with those only who may not see it yet, a team as a team", async () => {
    const here = await desk();
    const ken = await here.user("Ken", onlyOwn, [here.billing.id]);
    const { number } = await here.ticket();
    const html = mention(here.ana) + mention(here.billing);
    await here.as(here.bo).calls(commentOnTicket, { number, html, share: "edit" });
    const { shares } = await here.as(here.ana).calls(readTicketAccess, { number });
    expect(shares.map(({ id, level }) => [id, level])).toEqual([[here.billing.id, "edit"]]);
    expect(
      (await here.as(ken).calls(listNotifications, {})).items.map(({ topic }) => topic),
    ).toEqual(["mentioned"]);
  });

  test("writes no comment when the ticket cannot be shared further", async () => {
    const { number } = await crowded();
    const before = (await acme.messages(number)).length;
    const comment = { number, html: mention(cy), share: "view" } as const;
    expect(await acme.as(acme.ana).calls(commentOnTicket, comment)).toEqual({
      refused: "share_limit",
    });
    expect(await acme.messages(number)).toHaveLength(before);
    expect(await answerOf(cy, number)).toBe("ticket_not_found");
  });

  test("of a team names its members who may not see it; who has no access cannot be shared with", async () => {
    const here = await desk();
    const tickets = { ...onlyOwn.tickets };
    const ken = await here.user("Ken", { tickets }, [here.billing.id]);
    const out = await here.user("Out", { serviceAccess: false }, [here.billing.id]);
    const { number } = await here.ticket();
    const ids = [here.billing.id];
    const answer = await here.as(here.ana).calls(whoCannotSee, { number, ids });
    expect(answer.userIds.toSorted()).toEqual([ken.id, out.id].toSorted());
    expect(answer.shareableIds).toEqual([here.billing.id]);
    expect(
      await here.as(here.ana).calls(whoCannotSee, { number, ids: [out.id, here.ana.id] }),
    ).toEqual({ userIds: [out.id], shareableIds: [] });
  });
});

test("H115: whoever a ticket is shared with hears of it, also through their team, and the author does not", async () => {
  const nia = await acme.user("Nia", onlyOwn, [acme.billing.id]);
  const { number } = await acme.ticket();
  await share(number, acme.billing.id);
  const told = async (who: Person) =>
    (await acme.as(who).calls(listNotifications, {})).items
      .filter(({ ticketNumber }) => ticketNumber === number)
      .map(({ topic, byUserId }) => [topic, byUserId]);
  expect(await told(nia)).toEqual([["shared", acme.ana.id]]);
  expect(await told(acme.ana)).toEqual([]);
});
