import { describe, expect, test } from "vitest";
import {
  createSnippet,
  createTemplate,
  deleteSnippet,
  deleteTemplate,
  fillSnippet,
  fillTemplate,
  listSnippets,
  listTemplates,
  missingIn,
  updateSnippet,
  updateTemplate,
} from "#contract/content.ts";
import { listContacts, updateCompany, updateContact } from "#contract/contacts.ts";
import { addDealToTicket, createDeal, updateDeal } from "#contract/deals.ts";
import { updateMe } from "#contract/me.ts";
import {
  archiveProperty,
  createProperty,
  type PropertyType,
  type RecordKind,
} from "#contract/properties.ts";
import { updateTicket } from "#contract/tickets.ts";
import { agentRights } from "#modules/people";
import { desk, rowsOf } from "#testkit";

const thanks = { name: "Thanks", shortcut: "Thanks", html: "<p>Thank you.</p>" };
const welcome = { name: "Welcome", subject: "Welcome", html: "<p>Hello.</p>" };

describe("snippets", () => {
  test("S44: are made by an agent, listed for all, by name, and found by name and shortcut", async () => {
    const acme = await desk();
    await acme.as(acme.ana).calls(createSnippet, thanks);
    await acme.as(acme.ana).calls(createSnippet, { ...thanks, name: "bye", shortcut: "cu" });

    const all = await acme.as(acme.bo).calls(listSnippets, {});
    const found = await acme.as(acme.bo).calls(listSnippets, { q: "THAN" });

    expect(all.items.map(({ name, shortcut }) => [name, shortcut])).toEqual([
      ["bye", "cu"],
      ["Thanks", "thanks"],
    ]);
    expect(found.items.map(({ name }) => name)).toEqual(["Thanks"]);
    expect((await acme.events()).at(-1)).toEqual({ type: "snippet.changed", ids: {} });
  });

  test("H80: come in pages, each once", async () => {
    const acme = await desk();
    for (const name of ["a", "B", "c"])
      await acme.as(acme.ana).calls(createSnippet, { ...thanks, name, shortcut: name });

    const first = await acme.as(acme.ana).calls(listSnippets, { limit: 2 });
    const cursor = first.nextCursor ?? "";
    const second = await acme.as(acme.ana).calls(listSnippets, { limit: 2, cursor });

    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["a", "B", "c"]);
    expect(second.nextCursor).toBeNull();
    expect(await acme.as(acme.ana).calls(listSnippets, { cursor: "no" })).toEqual({
      refused: "cursor_invalid",
    });
  });

  test("S44: a shortcut is one word and belongs to one snippet", async () => {
    const acme = await desk();
    const made = await acme.as(acme.ana).calls(createSnippet, thanks);
    const other = await acme.as(acme.ana).calls(createSnippet, { ...thanks, shortcut: "x" });
    const taken = { refused: "shortcut_taken" };

    expect(made.shortcut).toBe("thanks");
    expect(await acme.as(acme.bo).calls(createSnippet, thanks)).toEqual(taken);
    expect(
      await acme.as(acme.ana).calls(updateSnippet, { id: other.id, shortcut: "THANKS" }),
    ).toEqual(taken);
    expect(
      await acme.as(acme.ana).calls(createSnippet, { ...thanks, shortcut: "two words" }),
    ).toMatchObject({ refused: "invalid_input" });
  });

  test("S44: are changed and deleted by who made them and by administrators, not by others", async () => {
    const acme = await desk();
    const { id } = await acme.as(acme.ana).calls(createSnippet, thanks);
    const no = { refused: "content_forbidden" };

    expect(await acme.as(acme.bo).calls(updateSnippet, { id, name: "X" })).toEqual(no);
    expect(await acme.as(acme.bo).calls(deleteSnippet, { id })).toEqual(no);
    expect(await acme.as(acme.ana).calls(updateSnippet, { id, name: "Merci" })).toMatchObject({
      name: "Merci",
      html: thanks.html,
    });
    expect(await acme.as(acme.owner).calls(deleteSnippet, { id })).toBeNull();
    const gone = { refused: "snippet_not_found" };
    expect(await acme.as(acme.owner).calls(deleteSnippet, { id })).toEqual(gone);
    expect(await acme.as(acme.ana).calls(updateSnippet, { id, name: "X" })).toEqual(gone);
  });

  test("S44: of another desk do not exist", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const { id } = await acme.as(acme.ana).calls(createSnippet, thanks);
    const { number } = await rival.ticket();

    expect((await rival.as(rival.ana).calls(listSnippets, {})).items).toEqual([]);
    expect(await rival.as(rival.ana).calls(fillSnippet, { number, id })).toEqual({
      refused: "snippet_not_found",
    });
  });

  test("S44: what they are made of is as clean as a reply", async () => {
    const acme = await desk();
    const html = '<p onclick="x()">Hi<script>x()</script><img src="https://x.test/a.png"></p>';

    const made = await acme.as(acme.ana).calls(createSnippet, { ...thanks, html });
    const heavy = await acme
      .as(acme.ana)
      .calls(createSnippet, { ...thanks, shortcut: "y", html: "<b>".repeat(30_000) });

    expect(made.html).toBe("<p>Hi</p>");
    expect(heavy).toEqual({ refused: "html_too_complex" });
  });
});

describe("filling", () => {
  test("H81: takes values from contact, company, ticket, sender and desk", async () => {
    const acme = await desk();
    const ticket = await acme.ticket({
      from: { name: "Mara Rossi", address: "mara@fiatlux.example" },
      subject: "Lamp",
    });
    const html =
      "<p>{{contact.first_name}} {{ contact.name }} {{contact.email}} of {{company.domain}}: {{ticket.number}} {{ticket.name}} {{ticket.status}}, {{sender.name}} at {{desk.name}}</p>";
    const { id } = await acme.as(acme.ana).calls(createSnippet, { ...thanks, html });

    const filled = await acme.as(acme.ana).calls(fillSnippet, { number: ticket.number, id });

    expect(filled).toEqual({
      html: `<p>Mara Mara Rossi mara@fiatlux.example of fiatlux.example: #${ticket.number} Lamp New, Ana at Acme</p>`,
      missing: [],
    });
  });

  test("H81: what has no value stays visible in its place, unknown names too", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const html = "<p>Call {{contact.phone}} or {{deal.owner_name}}.</p>";
    const { id } = await acme.as(acme.ana).calls(createSnippet, { ...thanks, html });

    const filled = await acme.as(acme.ana).calls(fillSnippet, { number, id });

    expect(filled.html).toBe(
      "<p>Call [[MISSING TOKEN - CONTACT PHONE]] or [[MISSING TOKEN - DEAL OWNER NAME]].</p>",
    );
    expect(filled.missing).toEqual(["contact.phone", "deal.owner_name"]);
    expect(missingIn(filled.html)).toHaveLength(2);
  });

  test("H81: takes values from the deal: of several the newest that is open", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { number } = await acme.ticket();
    const html = "<p>{{deal.name}} {{deal.amount}} {{deal.stage}} {{deal.close_date}}</p>";
    const { id } = await ana.calls(createSnippet, { ...thanks, html });
    const won = { name: "Old", stage: "won" as const };
    const open = { name: "Grinder", amount: 1200, currency: "CHF", closeOn: "2026-12-24" };
    for (const fields of [open, won, { name: "Forgotten" }]) {
      const deal = await ana.calls(createDeal, fields);
      await ana.calls(addDealToTicket, { number, id: deal.id });
    }
    const past = "update deals set created_at = created_at - interval '1 day'";
    await rowsOf(`${past} where desk_id = $1 and name = 'Forgotten'`, [acme.id]);

    const filled = await ana.calls(fillSnippet, { number, id });
    expect(filled).toEqual({ html: "<p>Grinder CHF\u00a01,200 New 24 Dec 2026</p>", missing: [] });

    await ana.calls(updateMe, { preferences: { locale: "it" } });
    const italian = await ana.calls(fillSnippet, { number, id });
    expect(italian.html).toContain("Nuova 24 dic 2026");
  });

  test("H81, S44: takes the desk's own properties of ticket, contact, company and deal, as people read them", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const ticket = await acme.ticket();
    const deal = await ana.calls(createDeal, { name: "Grinder" });
    await ana.calls(addDealToTicket, { number: ticket.number, id: deal.id });
    const own = (kind: RecordKind, label: string, type: PropertyType) =>
      acme.as(acme.owner).calls(createProperty, {
        ...{ kind, label, type, options: type === "multiChoice" ? [{ label: "Red one" }] : [] },
      });
    await own("ticket", "Colors 2", "multiChoice");
    await own("contact", "Visit", "dateTime");
    await own("company", "Host", "user");
    await own("deal", "Seats", "number");
    await own("deal", "Paid", "checkbox");
    await ana.calls(updateMe, { preferences: { timeZone: "Asia/Tokyo" } });
    const colors = { properties: { colors_2: ["red_one"] } };
    await ana.calls(updateTicket, { number: ticket.number, ...colors });
    const visit = { properties: { visit: "2026-12-01T20:00:00Z" } };
    await ana.calls(updateContact, { id: ticket.contact?.id ?? "", ...visit });
    const host = { properties: { host: acme.bo.id } };
    await ana.calls(updateCompany, { id: ticket.companyId ?? "", ...host });
    await ana.calls(updateDeal, { id: deal.id, properties: { seats: 1200, paid: false } });
    const html =
      "<p>{{ticket.colors_2}}|{{contact.visit}}|{{company.host}}|{{deal.seats}}|{{deal.paid}}</p>";
    const { id } = await ana.calls(createSnippet, { ...thanks, html });

    const filled = await ana.calls(fillSnippet, { number: ticket.number, id });

    const said = "<p>Red one|2 Dec 2026, 05:00|Bo|1,200|No</p>";
    expect(filled).toEqual({ html: said, missing: [] });
  });

  test("H81: what is empty, hidden or archived stays visible, and so does a deal that is not there", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const owner = acme.as(acme.owner);
    const { number } = await acme.ticket();
    const text = { kind: "ticket", type: "text" } as const;
    const when = { property: "category", values: ["Billing issue"], shows: true, requires: false };
    await owner.calls(createProperty, { ...text, label: "Serial 1" });
    await owner.calls(createProperty, { ...text, label: "Hidden", condition: when });
    const { id: oldId } = await owner.calls(createProperty, { ...text, label: "Old" });
    await ana.calls(updateTicket, { number, properties: { hidden: "x", old: "y" } });
    await owner.calls(archiveProperty, { id: oldId ?? "" });
    const names = ["ticket.serial_1", "ticket.hidden", "ticket.old", "deal.name"];
    const html = `<p>${names.map((name) => `{{${name}}}`).join(" ")}</p>`;
    const { id } = await ana.calls(createSnippet, { ...thanks, html });

    const filled = await ana.calls(fillSnippet, { number, id });

    expect(filled.missing).toEqual(names);
    expect(missingIn(filled.html)).toEqual([
      "[[MISSING TOKEN - TICKET SERIAL 1]]",
      "[[MISSING TOKEN - TICKET HIDDEN]]",
      "[[MISSING TOKEN - TICKET OLD]]",
      "[[MISSING TOKEN - DEAL NAME]]",
    ]);
  });

  test("H81: a value is text, whatever somebody called themselves", async () => {
    const acme = await desk();
    const { number } = await acme.ticket({
      from: { name: "<img src=x onerror=x()> {{sender.email}}", address: "eve@x.example" },
    });
    const html = '<p><a href="https://x.example/{{contact.name}}">{{contact.name}}</a></p>';
    const { id } = await acme.as(acme.ana).calls(createSnippet, { ...thanks, html });

    const filled = await acme.as(acme.ana).calls(fillSnippet, { number, id });

    expect(filled.html).toContain("&lt;img src=x onerror=x()&gt; {{sender.email}}");
    expect(filled.html).not.toContain("<img");
  });

  test("H81: follows the ticket: a value that comes later is there the next time", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const html = "<p>{{contact.phone}} {{ticket.priority}}</p>";
    const { id } = await acme.as(acme.ana).calls(createSnippet, { ...thanks, html });
    const { items } = await acme.as(acme.ana).calls(listContacts, {});
    await acme.as(acme.ana).calls(updateContact, { id: items[0]?.id ?? "", phones: ["031 22"] });
    await acme.as(acme.ana).calls(updateTicket, { number: ticket.number, priority: "high" });

    const filled = await acme.as(acme.ana).calls(fillSnippet, { number: ticket.number, id });

    expect(filled).toEqual({ html: "<p>031 22 high</p>", missing: [] });
  });

  test("S7: is for tickets that one may see only", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const blind = await acme.user("Nadia", {
      tickets: { ...agentRights.tickets, view: { reach: "none", unassigned: false } },
    });
    const { id } = await acme.as(acme.ana).calls(createSnippet, thanks);

    expect(await acme.as(blind).calls(fillSnippet, { number, id })).toEqual({
      refused: "ticket_not_found",
    });
  });
});

describe("templates", () => {
  test("S49: are whole mails: subject and body are filled", async () => {
    const acme = await desk();
    const { number } = await acme.ticket({
      from: { name: "Mara Rossi", address: "mara@x.example" },
    });
    const { id } = await acme.as(acme.ana).calls(createTemplate, {
      name: "Return",
      subject: "Return {{ticket.number}} {{contact.phone}}",
      html: "<p>Dear {{contact.name}}</p>",
    });

    expect(await acme.as(acme.bo).calls(fillTemplate, { number, id })).toEqual({
      subject: `Return #${number} [[MISSING TOKEN - CONTACT PHONE]]`,
      html: "<p>Dear Mara Rossi</p>",
      missing: ["contact.phone"],
    });
  });

  test("S49: have a name of their own, and are found by name and subject", async () => {
    const acme = await desk();
    await acme.as(acme.ana).calls(createTemplate, { ...welcome, subject: "Good day" });

    const again = await acme.as(acme.bo).calls(createTemplate, { ...welcome, name: "WELCOME" });
    const found = await acme.as(acme.bo).calls(listTemplates, { q: "good" });

    expect(again).toEqual({ refused: "name_taken" });
    expect(found.items.map(({ name }) => name)).toEqual(["Welcome"]);
    expect((await acme.events()).at(-1)).toEqual({ type: "template.changed", ids: {} });
  });

  test("S49: are changed and deleted by who made them and by administrators, not by others", async () => {
    const acme = await desk();
    const { id } = await acme.as(acme.ana).calls(createTemplate, welcome);
    const no = { refused: "content_forbidden" };

    expect(await acme.as(acme.bo).calls(updateTemplate, { id, name: "X" })).toEqual(no);
    expect(await acme.as(acme.bo).calls(deleteTemplate, { id })).toEqual(no);
    expect(await acme.as(acme.owner).calls(updateTemplate, { id, subject: "Y" })).toMatchObject({
      subject: "Y",
    });
    expect(await acme.as(acme.ana).calls(deleteTemplate, { id })).toBeNull();
    const gone = { refused: "template_not_found" };
    expect(await acme.as(acme.ana).calls(deleteTemplate, { id })).toEqual(gone);
    expect(await acme.as(acme.ana).calls(updateTemplate, { id, name: "X" })).toEqual(gone);
    const { number } = await acme.ticket();
    expect(await acme.as(acme.ana).calls(fillTemplate, { number, id })).toEqual(gone);
  });
});
