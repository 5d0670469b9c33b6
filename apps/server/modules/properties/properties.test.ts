import { describe, expect, test } from "vitest";
import {
  createCompany,
  createContact,
  readCompany,
  readContact,
  updateCompany,
  updateContact,
} from "#contract/contacts.ts";
import { createDeal, readDeal, updateDeal } from "#contract/deals.ts";
import { saveCreateForm, standardForm } from "#contract/forms.ts";
import type { SentTo } from "#contract/operation.ts";
import { listPipelines } from "#contract/pipelines.ts";
import {
  archiveProperty,
  createProperty,
  listProperties,
  listPropertyHistory,
  type Property,
  restoreProperty,
  updateProperty,
} from "#contract/properties.ts";
import { createTicket, readTicket, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import {
  readCompanyTimeline,
  readContactTimeline,
  readDealTimeline,
  type TimelineEntry,
} from "#contract/timeline.ts";
import { desk, type TestDesk } from "#testkit";

type New = SentTo<typeof createProperty>;

async function define(acme: TestDesk, property: Partial<New> & Pick<New, "type" | "label">) {
  const made = await acme.as(acme.owner).calls(createProperty, { kind: "ticket", ...property });
  return { ...made, id: made.id ?? "" };
}

const severity = { type: "choice", label: "Severity" } as const;
const levels = [{ label: "Low" }, { label: "High", color: "#b42318" }];

async function newTicket(acme: TestDesk) {
  const { items } = await acme.as(acme.ana).calls(listPipelines, {});
  return { name: "Chair", statusId: items[0]?.statuses[0]?.id ?? "" };
}

const namesOf = ({ items }: { items: Property[] }) =>
  items.filter(({ builtIn }) => !builtIn).map(({ name }) => name);

describe("defining properties", () => {
  test("H2: a property gets its internal name from its label, once for each kind of record", async () => {
    const acme = await desk();
    const made = await define(acme, { ...severity, label: "Schweregrad (ä)", options: levels });
    const second = await define(acme, { type: "text", label: "Schweregrad a" });
    await define(acme, { type: "number", label: "Seats", kind: "deal", group: "Size" });

    expect(made).toMatchObject({ name: "schweregrad_a", archived: false });
    expect(made.options).toEqual([
      { value: "low", label: "Low", color: null, archived: false },
      { value: "high", label: "High", color: "#b42318", archived: false },
    ]);
    expect(second.name).toBe("schweregrad_a_2");
    const deals = await acme.as(acme.ana).calls(listProperties, { kind: "deal" });
    expect(namesOf(deals)).toEqual(["seats"]);
    expect((await acme.events()).at(-1)).toEqual({ type: "property.changed", ids: {} });
  });

  test("H2: a name that is taken is refused", async () => {
    const acme = await desk();
    const text = { kind: "ticket", type: "text", label: "Serial" } as const;
    await define(acme, { ...text, name: "serial" });
    for (const name of ["serial", "priority"])
      expect(await acme.as(acme.owner).calls(createProperty, { ...text, name })).toEqual({
        refused: "property_name_taken",
      });
  });

  test("H2: label, description, group and options change; name and type do not", async () => {
    const acme = await desk();
    const { id } = await define(acme, { ...severity, options: levels });
    const change = {
      required: false,
      label: "Impact",
      description: "How bad",
      group: "Triage",
      options: [{ value: "high", label: "Severe" }, { label: "Low" }],
    };
    const now = await acme.as(acme.owner).calls(updateProperty, { id, ...change });
    expect(now).toMatchObject({
      name: "severity",
      type: "choice",
      ...change,
      options: [
        { value: "high", label: "Severe", archived: false },
        { value: "low_2", label: "Low", archived: false },
        { value: "low", label: "Low", archived: true },
      ],
    });
  });

  test("H2: an archived property leaves the list and comes back with its values", async () => {
    const acme = await desk();
    const { id } = await define(acme, { type: "text", label: "Serial" });
    const ticket = await acme.ticket();
    const { number } = ticket;
    await acme.as(acme.ana).calls(updateTicket, { number, properties: { serial: "A1" } });

    await acme.as(acme.owner).calls(archiveProperty, { id });
    expect(namesOf(await acme.as(acme.ana).calls(listProperties, {}))).toEqual([]);
    expect(await acme.as(acme.ana).calls(readTicket, { number })).toMatchObject({ properties: {} });
    const set = await acme
      .as(acme.ana)
      .calls(updateTicket, { number, properties: { serial: "B2" } });
    expect(set).toMatchObject({ fields: { "properties.serial": "is archived" } });

    await acme.as(acme.owner).calls(restoreProperty, { id });
    const back = await acme.as(acme.ana).calls(readTicket, { number });
    expect(back).toMatchObject({ properties: { serial: "A1" } });
  });

  test("H2: what a new ticket requires is said by its form, not by the property", async () => {
    const acme = await desk();
    const { id } = await define(acme, { type: "text", label: "Serial" });
    const [required, no] = [true, { refused: "invalid_input" }];
    const serial = { kind: "ticket", type: "text", label: "Serial", required } as const;
    expect(await acme.as(acme.owner).calls(createProperty, serial)).toMatchObject(no);
    expect(await acme.as(acme.owner).calls(updateProperty, { id, required })).toMatchObject(no);
  });

  test("H39: mail makes a contact and its company whatever is required of them", async () => {
    const acme = await desk();
    for (const kind of ["contact", "company"] as const)
      await define(acme, { kind, type: "text", label: "Machine", required: true });
    expect(await acme.ticket()).toMatchObject({ contact: { name: "Mara Rossi" } });
  });

  test("H2: a property that is not there can neither be changed nor archived nor restored", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const { id } = await define(rival, { type: "text", label: "Serial" });
    for (const operation of [updateProperty, archiveProperty, restoreProperty])
      expect(await acme.as(acme.owner).calls(operation, { id })).toEqual({
        refused: "property_not_found",
      });
  });
});

describe("values on tickets", () => {
  test("S71: every type is kept, told as activity and answered by name", async () => {
    const acme = await desk();
    const given = {
      text: "A1",
      longText: "One\nTwo",
      number: 2.5,
      date: "2026-01-31",
      dateTime: "2026-01-31T09:00:00.000Z",
      checkbox: false,
      user: acme.bo.id,
      phone: "+39 02 1234 567",
      url: "https://x.example/a",
    } as const;
    const kinds = Object.keys(given) as (keyof typeof given)[];
    for (const type of kinds) await define(acme, { type, label: `P ${type}` });
    await define(acme, { ...severity, type: "multiChoice", options: levels });
    const values = Object.fromEntries(
      kinds.map((type) => [`p_${type.toLowerCase()}`, given[type]]),
    );
    const properties = { ...values, severity: ["high", "low"] };

    const { number } = await acme.ticket();
    const now = await acme.as(acme.ana).calls(updateTicket, { number, properties });
    expect(now).toMatchObject({ properties });
    const made = await acme.as(acme.ana).calls(createTicket, {
      ...(await newTicket(acme)),
      properties,
    });
    expect(made).toMatchObject({ properties });
    const { items } = await acme.as(acme.ana).calls(listActivity, { number });
    expect(items.filter(({ what }) => what === "property_changed")).toHaveLength(10);
  });

  test("S30: a value that does not fit is refused at its field, and nothing changes", async () => {
    const acme = await desk();
    const { id } = await define(acme, { ...severity, options: levels });
    await define(acme, { type: "number", label: "Seats" });
    await define(acme, { type: "user", label: "Expert" });
    await define(acme, { type: "url", label: "Link" });
    await acme
      .as(acme.owner)
      .calls(updateProperty, { id, options: [{ value: "high", label: "High" }] });
    const { number } = await acme.ticket();

    const properties = {
      severity: "low",
      seats: "three",
      expert: "01990000-0000-7000-8000-000000000000",
      link: "javascript:alert(1)",
      color: "red",
    };
    const answer = await acme.as(acme.ana).calls(updateTicket, { number, properties });

    expect(answer).toMatchObject({
      refused: "invalid_input",
      fields: {
        "properties.severity": "names an archived option: low",
        "properties.seats": "is a number",
        "properties.link": "is an address that begins with http:// or https://",
        "properties.color": "is not a property of this record",
      },
    });
    expect(await acme.as(acme.ana).calls(readTicket, { number })).toMatchObject({ properties: {} });
  });

  test("H3: what has an archived option keeps it", async () => {
    const acme = await desk();
    const { id } = await define(acme, { ...severity, type: "multiChoice", options: levels });
    const { number } = await acme.ticket();
    const set = (...values: string[]) =>
      acme.as(acme.ana).calls(updateTicket, { number, properties: { severity: values } });
    await set("low");
    await acme
      .as(acme.owner)
      .calls(updateProperty, { id, options: [{ value: "high", label: "High" }] });

    expect(await set("low", "high")).toMatchObject({ properties: { severity: ["low", "high"] } });
    expect(await set("high")).toMatchObject({ properties: { severity: ["high"] } });
    expect(await set("low")).toMatchObject({ refused: "invalid_input" });
  });

  test("H5: what a property was is told newest first, with who and when", async () => {
    const acme = await desk();
    await define(acme, { type: "number", label: "Seats" });
    const { number } = await acme.ticket();
    const set = (seats: number | null) =>
      acme.as(acme.ana).calls(updateTicket, { number, priority: "high", properties: { seats } });
    await set(2);
    await set(3);
    await set(3);
    await set(null);

    const ask = { number, property: "seats" };
    const { items } = await acme.as(acme.bo).calls(listPropertyHistory, ask);
    expect(items.map(({ from, to }) => [from, to])).toEqual([
      [3, null],
      [2, 3],
      [null, 2],
    ]);
    expect(items[0]).toMatchObject({ property: "seats", byUserId: acme.ana.id });
    const all = await acme.as(acme.ana).calls(listPropertyHistory, { number });
    expect(all.items.map(({ property }) => property)).toContain("priority");
  });

  test("S19: the form can require a property of the desk's own", async () => {
    const acme = await desk();
    await define(acme, { ...severity, options: levels });
    const field = { name: "property:severity" as const, required: true };
    const fields = [...standardForm.fields.filter(({ required }) => required), field];
    await acme.as(acme.owner).calls(saveCreateForm, { fields });
    const ticket = await newTicket(acme);

    expect(await acme.as(acme.ana).calls(createTicket, ticket)).toEqual({
      refused: "form_incomplete",
      missing: ["property:severity"],
    });
    const properties = { severity: "low" };
    const made = await acme.as(acme.ana).calls(createTicket, { ...ticket, properties });
    expect(made).toMatchObject({ properties });
  });

  test("S19: the form asks for no property that is not there", async () => {
    const acme = await desk();
    const field = { name: "property:color" as const, required: false };
    const fields = [...standardForm.fields, field];
    expect(await acme.as(acme.owner).calls(saveCreateForm, { fields })).toEqual({
      refused: "property_unknown",
      unknown: ["color"],
    });
  });
});

describe("conditional logic", () => {
  const whenBilling = {
    property: "category",
    values: ["Billing issue"],
    shows: true,
    requires: true,
  };

  test("H39: what a choice asks for is required on creating and on changing", async () => {
    const acme = await desk();
    await define(acme, { type: "text", label: "Invoice", condition: whenBilling });
    const ticket = await newTicket(acme);
    const billing = { ...ticket, category: "Billing issue" };
    const refused = { refused: "properties_required", missing: ["invoice"] };

    expect(await acme.as(acme.ana).calls(createTicket, billing)).toMatchObject(refused);
    expect(await acme.as(acme.ana).calls(createTicket, ticket)).toMatchObject({ name: "Chair" });
    const invoice = { invoice: "F-1" };
    const made = await acme.as(acme.ana).calls(createTicket, { ...billing, properties: invoice });
    const number = "number" in made ? made.number : 0;

    const emptied = { number, properties: { invoice: null } };
    expect(await acme.as(acme.ana).calls(updateTicket, emptied)).toMatchObject(refused);
    const both = { ...emptied, category: null };
    expect(await acme.as(acme.ana).calls(updateTicket, both)).toMatchObject({ properties: {} });
    const again = { number, category: "Billing issue" };
    expect(await acme.as(acme.ana).calls(updateTicket, again)).toMatchObject(refused);
  });

  test("H39: what does not touch the choice is not held up by it", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    await acme.as(acme.ana).calls(updateTicket, { number, category: "Billing issue" });
    await define(acme, { type: "text", label: "Invoice", condition: whenBilling });

    const renamed = await acme.as(acme.ana).calls(updateTicket, { number, name: "Renamed" });
    expect(renamed).toMatchObject({ name: "Renamed" });
  });

  test("H39: a form requires nothing that is not shown", async () => {
    const acme = await desk();
    await define(acme, { type: "text", label: "Invoice", condition: whenBilling });
    const field = { name: "property:invoice" as const, required: true };
    const fields = [...standardForm.fields, field];
    await acme.as(acme.owner).calls(saveCreateForm, { fields });
    const made = await acme.as(acme.ana).calls(createTicket, await newTicket(acme));
    expect(made).toMatchObject({ name: "Chair" });
  });

  test("H39: a condition names a choice of the same kind of record and its options", async () => {
    const acme = await desk();
    const text = { kind: "ticket", type: "text", label: "Invoice" } as const;
    for (const change of [{ property: "resolution" }, { property: "color" }, { values: ["Red"] }]) {
      const condition = { ...whenBilling, ...change };
      expect(await acme.as(acme.owner).calls(createProperty, { ...text, condition })).toMatchObject(
        {
          refused: "property_unknown",
        },
      );
    }
  });
});

const changesIn = ({ items }: { items: TimelineEntry[] }) =>
  items.flatMap((entry) =>
    entry.kind === "change" && entry.what === "changed"
      ? [[entry.property, entry.from, entry.to, entry.by.name]]
      : [],
  );

/** Each kind of record with how it is made, changed and read. */
const records = [
  { kind: "contact", make: createContact, change: updateContact, read: readContact },
  { kind: "company", make: createCompany, change: updateCompany, read: readCompany },
  { kind: "deal", make: createDeal, change: updateDeal, read: readDeal },
] as const;
const histories = {
  contact: readContactTimeline,
  company: readCompanyTimeline,
  deal: readDealTimeline,
};

describe.each(records)("values on a $kind", ({ kind, make, change, read }) => {
  test("S30, H2: are set with it and afterwards, answered, and refused at their field", async () => {
    const acme = await desk();
    await define(acme, { kind, type: "date", label: "Since" });
    await define(acme, { kind, type: "number", label: "Seats" });
    const ana = acme.as(acme.ana);

    const made = await ana.calls(make, { name: "Mara", properties: { since: "1990-05-01" } });
    expect(made).toMatchObject({ properties: { since: "1990-05-01" } });
    const { id } = made;
    await ana.calls(change, { id, properties: { seats: 12 } });
    const properties = { since: "1990-05-01", seats: 12 };
    expect(await ana.calls(read, { id })).toMatchObject({ properties });

    const wrong = { since: "May", color: "red" };
    const fields = {
      "properties.since": "is a date as 2026-01-31",
      "properties.color": "is not a property of this record",
    };
    const ask = { name: "Other", properties: wrong };
    expect(await ana.calls(make, ask)).toMatchObject({ refused: "invalid_input", fields });
    expect(await ana.calls(change, { id, ...ask })).toMatchObject({
      refused: "invalid_input",
      fields,
    });
    expect(await ana.calls(read, { id })).toMatchObject({ name: "Mara", properties });
  });

  test("H5: every change of one stands in the timeline, and colleagues hear of it", async () => {
    const acme = await desk();
    await define(acme, { kind, type: "multiChoice", label: "Tags", options: levels });
    await define(acme, { kind, type: "text", label: "Machine" });
    const ana = acme.as(acme.ana);
    const { id } = await ana.calls(make, { name: "Mara" });
    for (const properties of [
      { machine: "Resegone" },
      { tags: ["low", "high"] },
      { machine: null },
    ])
      await ana.calls(change, { id, properties });

    expect(changesIn(await acme.as(acme.bo).calls(histories[kind], { id }))).toEqual([
      ["property:machine", "Resegone", null, "Ana"],
      ["property:tags", null, '["low","high"]', "Ana"],
      ["property:machine", null, "Resegone", "Ana"],
    ]);
    expect((await acme.events()).filter(({ type }) => type === `${kind}.changed`)).toHaveLength(4);
  });

  test("H39: a condition asks when it is made and when what it depends on changes", async () => {
    const acme = await desk();
    const vip = [{ label: "VIP" }, { label: "Other" }];
    await define(acme, { kind, type: "choice", label: "Level", options: vip });
    const condition = { property: "level", values: ["vip"], shows: false, requires: true };
    await define(acme, { kind, type: "text", label: "Host", condition });
    const ana = acme.as(acme.ana);
    const missing = { refused: "properties_missing", missing: ["host"] };

    const level = { level: "vip" };
    expect(await ana.calls(make, { name: "Mara", properties: level })).toMatchObject(missing);
    const { id } = await ana.calls(make, { name: "Mara", properties: { level: "other" } });
    expect(await ana.calls(change, { id, properties: level })).toMatchObject(missing);
    const both = { level: "vip", host: "Ana" };
    expect(await ana.calls(change, { id, properties: both })).toMatchObject({ properties: both });
    expect(await ana.calls(change, { id, properties: { host: null } })).toMatchObject(missing);
    expect(await ana.calls(change, { id, name: "Mara R." })).toMatchObject({ properties: both });
  });

  test("H39, S71: what is required is asked of a new one, and nobody empties it", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const old = await ana.calls(make, { name: "Old" });
    await define(acme, { kind, type: "number", label: "Seats", required: true });
    const missing = { refused: "properties_missing", missing: ["seats"] };

    expect(await ana.calls(make, { name: "Mara" })).toMatchObject(missing);
    const { id } = await ana.calls(make, { name: "Mara", properties: { seats: 0 } });
    const emptied = { id, properties: { seats: null } };
    expect(await ana.calls(change, emptied)).toMatchObject(missing);
    expect(await ana.calls(read, { id })).toMatchObject({ properties: { seats: 0 } });
    expect(await ana.calls(change, { id: old.id, name: "Older" })).toMatchObject({ name: "Older" });
  });

  test("H39: what is required is asked only while it is shown", async () => {
    const acme = await desk();
    await define(acme, { kind, type: "choice", label: "Level", options: [{ label: "VIP" }] });
    const condition = { property: "level", values: ["vip"], shows: true, requires: false };
    await define(acme, { kind, type: "text", label: "Host", required: true, condition });
    const ana = acme.as(acme.ana);

    expect(await ana.calls(make, { name: "Mara" })).toMatchObject({ name: "Mara" });
    const vip = { name: "Mara", properties: { level: "vip" } };
    expect(await ana.calls(make, vip)).toMatchObject({ missing: ["host"] });
  });

  test("a file that is not there is refused, and nothing is made", async () => {
    const acme = await desk();
    await define(acme, { kind, type: "file", label: "Paper" });
    const ana = acme.as(acme.ana);
    const refused = expect.objectContaining({ refused: "attachment_unknown" });
    const properties = { paper: "01990000-0000-7000-8000-000000000000" };
    expect(await ana.calls(make, { name: "Mara", properties })).toEqual(refused);
    const { id } = await ana.calls(make, { name: "Mara" });
    expect(await ana.calls(change, { id, properties })).toEqual(refused);
  });
});
