import { describe, expect, test } from "vitest";
import { type CreateForm, readCreateForm, saveCreateForm, standardForm } from "#contract/forms.ts";
import { createToken } from "#contract/tokens.ts";
import { listPipelines } from "#contract/pipelines.ts";
import { createTicket } from "#contract/tickets.ts";
import { desk, type TestDesk } from "#testkit";

const asked = (...names: CreateForm["fields"][number]["name"][]) =>
  names.map((name) => ({ name, required: true }));

async function newTicket(acme: TestDesk) {
  const { items } = await acme.as(acme.ana).calls(listPipelines, {});
  return { name: "Chair", statusId: items[0]?.statuses[0]?.id ?? "" };
}

describe("the form for a new ticket", () => {
  test("S20: is the standard one until somebody edits it", async () => {
    const acme = await desk();
    expect(await acme.as(acme.ana).calls(readCreateForm, {})).toEqual(standardForm);
  });

  test("S19: is chosen, ordered and required by those who may, and everybody hears of it", async () => {
    const acme = await desk();
    const form = { fields: [...asked("name", "category", "pipeline", "status")] };

    await acme.as(acme.owner).calls(saveCreateForm, form);

    expect(await acme.as(acme.ana).calls(readCreateForm, {})).toEqual(form);
    expect((await acme.events()).at(-1)).toEqual({ type: "form.changed", ids: {} });
  });

  test("S20: keeps name, pipeline and status, each field once", async () => {
    const acme = await desk();
    const refused = { refused: "invalid_input" };
    for (const fields of [
      asked("name", "status"),
      [...asked("name", "pipeline"), { name: "status" as const, required: false }],
      asked("name", "pipeline", "status", "company", "company"),
    ])
      expect(await acme.as(acme.owner).calls(saveCreateForm, { fields })).toMatchObject(refused);
    expect(await acme.as(acme.ana).calls(readCreateForm, {})).toEqual(standardForm);
  });

  test("S19: what it requires is required of people; a program says what it knows", async () => {
    const acme = await desk();
    const fields = asked("name", "pipeline", "status", "contacts", "category");
    await acme.as(acme.owner).calls(saveCreateForm, { fields });
    const ticket = await newTicket(acme);

    const byHand = await acme.as(acme.ana).calls(createTicket, ticket);
    const scopes = ["tickets.write" as const];
    const { token } = await acme.as(acme.ana).calls(createToken, { name: "Shop", scopes });
    const byProgram = await acme.as({ token }).calls(createTicket, ticket);

    expect(byHand).toEqual({ refused: "form_incomplete", missing: ["contacts", "category"] });
    expect(byProgram).toMatchObject({ name: "Chair" });
  });
});
