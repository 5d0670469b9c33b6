/** Contacts and companies at their pages: found, made, changed, deleted and taken back, live for colleagues. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createCompany, createContact, listContacts, readCompany } from "#contract/contacts.ts";
import { createDeal, readDeal, updateDeal } from "#contract/deals.ts";
import { updateMe } from "#contract/me.ts";
import { createProperty } from "#contract/properties.ts";
import { faultsOf, goTo } from "#testkit/browser.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

const named = (name: string, emails: string[] = []) =>
  shop.ana.call(createContact, { name, emails });

describe("the contacts page", () => {
  test("H72: shows whoever wrote in, finds them by address, and keeps the search over a reload", async () => {
    const { page } = shop.ana;
    await shop.customerWrites("A strange noise", "Brr.", "mara@fiatlux.example");
    await named("Zeno Neri", ["zeno@neri.example"]);
    await goTo(page, "/");
    await page.getByRole("link", { name: "Contacts", exact: true }).click();
    const list = page.getByRole("list", { name: "Contacts" });
    await list.getByRole("link", { name: /Zeno Neri/ }).waitFor();

    await page.getByRole("textbox", { name: "Find a contact" }).fill("mara@fiat");
    await list.getByRole("link", { name: /Zeno Neri/ }).waitFor({ state: "detached" });
    await list.getByRole("link", { name: /Mara Rossi/ }).click();
    await page.getByRole("heading", { name: "Mara Rossi", level: 1 }).waitFor();
    const tickets = page.getByRole("region", { name: "Tickets" });
    await tickets.getByRole("link", { name: /A strange noise/ }).waitFor();
    await page.reload();

    await page.getByRole("heading", { name: "Mara Rossi", level: 1 }).waitFor();
    const field = page.getByRole("textbox", { name: "Find a contact" });
    expect(await field.inputValue()).toBe("mara@fiat");
    await page.getByRole("link", { name: "fiatlux.example", exact: true }).click();
    await page.getByRole("heading", { name: "fiatlux.example", level: 1 }).waitFor();
    await page.getByRole("link", { name: /Mara Rossi/ }).waitFor();
  });

  test("S30: a new contact is seen by a colleague at once; a taken address names whose it is", async () => {
    const { page } = shop.ana;
    await named("Otto", ["otto@taken.example"]);
    await goTo(shop.bo.page, "/contacts");
    await goTo(page, "/contacts");
    await page.getByRole("button", { name: "New contact" }).click();
    await page.getByLabel("Name").fill("Nina Blu");
    await page.getByLabel("E-mail 1").fill("otto@taken.example");
    await page.getByRole("button", { name: "Create contact" }).click();
    await page.getByText("otto@taken.example belongs to Otto.").waitFor();
    await page.getByRole("link", { name: "Open Otto" }).waitFor();

    await page.getByLabel("E-mail 1").fill("nina@blu.example");
    await page.getByRole("button", { name: "Add an address" }).click();
    await page.getByLabel("E-mail 2").fill("nina@gmail.com");
    await page.getByRole("button", { name: "Move nina@gmail.com up" }).click();
    await page.getByRole("button", { name: "Add a number" }).click();
    await page.getByLabel("Phone 1").fill("+39 031 555");
    await page.getByRole("button", { name: "Create contact" }).click();

    await page.getByRole("heading", { name: "Nina Blu", level: 1 }).waitFor();
    const addresses = page.getByRole("region", { name: "Contact", exact: true }).locator("a");
    expect(await addresses.allInnerTexts()).toEqual([
      ...["nina@gmail.com", "nina@blu.example", "+39 031 555", "blu.example"],
    ]);
    await shop.bo.page.getByRole("link", { name: /Nina Blu/ }).waitFor();
  });

  test("H3: a field is changed where it stands and taken back; deleting is undone; a colleague sees it", async () => {
    const { page } = shop.ana;
    const { id } = await named("Paola Verdi");
    await goTo(page, `/contacts/${id}`);
    await goTo(shop.bo.page, `/contacts/${id}`);
    await page.getByRole("button", { name: "Add Job title" }).click();
    await page.getByRole("textbox", { name: "Job title" }).fill("Baker");
    await page.keyboard.press("Enter");
    await shop.bo.page.getByRole("button", { name: "Job title: Baker" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await shop.bo.page.getByRole("button", { name: "Add Job title" }).waitFor();

    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByText("Paola Verdi deleted.").waitFor();
    await shop.bo.page.getByText("Contact not found").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();

    await page.getByRole("heading", { name: "Paola Verdi", level: 1 }).waitFor();
    await shop.bo.page.getByRole("heading", { name: "Paola Verdi", level: 1 }).waitFor();
  });
});

describe("doubles", () => {
  test("S30: are suggested, merged with the values one chooses, told in the timeline, and two again by undo", async () => {
    const { page } = shop.ana;
    await shop.customerWrites("A loud noise", "Boom.", "ugo.bruni@firm.example");
    const { id } = await shop.ana.call(createContact, {
      name: "Ugo Bruni",
      emails: ["ugo.bruni@firmm.example"],
      jobTitle: "Cook",
      companyId: null,
    });
    await goTo(page, `/contacts/${id}`);
    const doubles = page.getByRole("region", { name: "Likely doubles" });
    await doubles.getByText("look-alike address").waitFor();
    await doubles.getByRole("button", { name: "Merge with Mara Rossi" }).click();
    const panel = page.getByRole("region", { name: "Merge Ugo Bruni" });
    await panel.getByRole("radiogroup", { name: "Which one stays" }).getByLabel("Mara").check();
    await panel.getByRole("radiogroup", { name: "Name" }).getByLabel("Ugo Bruni").check();
    await panel.getByRole("button", { name: "Merge", exact: true }).click();

    await page.getByRole("button", { name: "Job title: Cook" }).waitFor();
    const timeline = page.getByRole("region", { name: "Timeline" });
    await timeline.getByText("Ana Riva merged Ugo Bruni into this record").waitFor();
    await timeline.getByText("Boom.").waitFor();
    await goTo(page, `/contacts/${id}`);
    await page.waitForURL((url) => !url.pathname.endsWith(id));
    await timeline.getByText("Boom.").waitFor();

    await timeline.getByRole("button", { name: "Undo the merge of Ugo Bruni" }).click();
    await page.getByText("The merge is taken back.").waitFor();
    await page.getByRole("heading", { name: "Mara Rossi", level: 1 }).waitFor();
    await goTo(page, `/contacts/${id}`);
    await page.getByRole("heading", { name: "Ugo Bruni", level: 1 }).waitFor();
  });

  test("S30: of companies stand side by side in what differs, and are chosen by keyboard, on a phone, live for a colleague", async () => {
    const { page } = await shop.anaElsewhere({ width: 390, height: 844 });
    const made = { kind: "company", label: "Roast", type: "text" } as const;
    await shop.ana.call(createProperty, made);
    const make = (name: string, roast: string, domain: string) =>
      shop.ana.call(createCompany, { name, domains: [domain], properties: { roast } });
    const { id } = await make("Caffè Larius", "Dark", "larius.example");
    const other = await make("Caffe Larius Srl", "Light", "lariuscaffe.example");
    await goTo(shop.bo.page, `/companies/${other.id}`);
    await goTo(page, `/companies/${id}`);
    const doubles = page.getByRole("region", { name: "Likely doubles" });
    await doubles.getByText("Similar name").waitFor();
    await doubles.getByRole("button", { name: "Merge with Caffe Larius Srl" }).press("Enter");
    const panel = page.getByRole("region", { name: "Merge Caffè Larius" });
    const of = (label: string) => panel.getByRole("radiogroup", { name: label, exact: true });
    await of("Which one stays").getByLabel("Caffè").and(page.locator(":focus")).waitFor();
    await of("Roast").getByLabel("Dark").and(page.locator(":checked")).waitFor();
    expect(await panel.getByRole("radiogroup").count()).toBe(4);
    expect(await faultsOf(page)).toEqual([]);
    await of("Roast").getByLabel("Dark").press("ArrowRight");
    await of("Main domain").getByLabel("lariuscaffe.example").press("Space");
    await panel.getByRole("button", { name: "Merge", exact: true }).press("Enter");

    await shop.bo.page.getByRole("heading", { name: "Caffè Larius", level: 1 }).waitFor();
    await shop.bo.page.getByRole("button", { name: "Roast: Light" }).waitFor();
    const domains = ["lariuscaffe.example", "larius.example"];
    expect(await shop.ana.call(readCompany, { id: other.id })).toMatchObject({ id, domains });
    await page.getByRole("button", { name: "Undo", exact: true }).press("Enter");
    await shop.bo.page.getByRole("button", { name: "Roast: Dark" }).waitFor();
    await page.context().close();
  });
});

describe("the possible doubles of the desk", () => {
  test("S30: say why, are told apart with a way back, and merged without leaving the page", async () => {
    const { page } = shop.ana;
    const phones = ["+39 031 777 888"];
    for (const name of ["Elio Verdi", "E. Verdi"])
      await shop.ana.call(createContact, { name, phones });
    await goTo(page, "/contacts");
    await page.getByRole("link", { name: "Possible doubles" }).click();
    const two = page.getByRole("listitem", { name: /E(lio|\.) Verdi and E(lio|\.) Verdi/ });
    await two.getByText("Same phone").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await two.getByRole("button", { name: /^Not the same/ }).click();
    await two.waitFor({ state: "detached" });
    await page.locator("[data-record]:focus").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();

    await two.getByRole("button", { name: /^Merge/ }).click();
    await page.getByRole("region", { name: /^Merge E/ }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Merge", exact: true }).click();
    await page.getByText(/Merged into/).waitFor();
    await two.waitFor({ state: "detached" });
    expect(page.url()).toMatch(/\/contacts\/doubles$/);
  });
});

describe("a mail from the record", () => {
  test("S12: opens a ticket with the mail in it, which leaves, and asks before unsent words are lost", async () => {
    const { page } = shop.ana;
    const { id } = await named("Lena Gatti", ["lena@gatti.example"]);
    await goTo(page, `/contacts/${id}`);
    await page.getByRole("button", { name: "Write a mail" }).click();
    const panel = page.getByRole("region", { name: "Mail to Lena Gatti" });
    expect(await panel.getByLabel("To").inputValue()).toBe("lena@gatti.example");
    await panel.getByRole("button", { name: "Send" }).click();
    await panel.getByText("Fill this in.").waitFor();
    await panel.getByLabel("Subject").fill("Your grinder is ready");
    await panel.getByRole("textbox", { name: "Message" }).click();
    await page.keyboard.type("Come by on Friday.");
    await panel.getByRole("button", { name: "Close" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await panel.getByRole("textbox", { name: "Message" }).click();
    await page.keyboard.press("Control+Enter");

    await shop.ana.at.reads("Come by on Friday.");
    await page.getByText("(outbound)").waitFor();
    const mail = await shop.mailWith("Come by on Friday.");
    expect(mail).toMatchObject({ subject: "Your grinder is ready" });
    expect(mail.to.map(({ address }) => address)).toEqual(["lena@gatti.example"]);
  });
});

describe("a mail from the record of a deal", () => {
  test("S12: says calmly that nobody has an address, takes a contact in, and goes to the one who is chosen", async () => {
    const { page } = shop.ana;
    const silent = await named("Silent Sam");
    const { id } = await shop.ana.call(createDeal, { name: "Bar", contactIds: [silent.id] });
    await named("Rita Bar", ["rita@bar-two.example"]);
    await goTo(page, `/deals/${id}?panel=mail`);
    await page.getByText("There is no e-mail address to write to yet").waitFor();
    await page.getByRole("button", { name: "Add contact" }).click();
    await page.getByRole("textbox", { name: "Find a contact" }).fill("Rita Bar");
    await page.getByRole("option", { name: /^Rita Bar/ }).click();

    const to = page.getByLabel("To", { exact: true });
    await to.waitFor();
    expect(await to.inputValue()).toBe("rita@bar-two.example");
    await page.getByRole("button", { name: "Close" }).click();
    const { contacts } = await shop.ana.call(readDeal, { id });
    const gino = await named("Gino Due", ["gino@bar-three.example"]);
    const contactIds = [...contacts.map((one) => one.id), gino.id];
    await shop.ana.call(updateDeal, { id, contactIds });
    await page.getByRole("button", { name: "Write a mail" }).click();
    await page.getByLabel("Contact", { exact: true }).first().click();
    await page.getByRole("option", { name: /^Gino Due/ }).click();
    expect(await to.inputValue()).toBe("gino@bar-three.example");
    await page.getByLabel("Subject").fill("Your bar");
    await page.getByRole("textbox", { name: "Message" }).click();
    await page.keyboard.type("Here is the offer.");
    await page.keyboard.press("Control+Enter");

    await shop.ana.at.reads("Here is the offer.");
    const mail = await shop.mailWith("Here is the offer.");
    expect(mail.to.map(({ address }) => address)).toEqual(["gino@bar-three.example"]);
    await goTo(page, `/deals/${id}`);
    const timeline = page.getByRole("region", { name: "Timeline" });
    await timeline.getByText("Here is the offer.").waitFor();
    await timeline.getByRole("link", { name: "Your bar" }).first().waitFor();
  });
});

describe("deals", () => {
  test("S30: are made, found and put on a ticket, with links between them, live for a colleague", async () => {
    const { page } = shop.ana;
    const number = await shop.customerWrites("A second grinder?", "How much?", "pia@bar.example");
    await goTo(page, "/deals?panel=create");
    await page.getByLabel("Name").fill("Grinder for Pia");
    await page.getByLabel("Amount").fill("1200");
    await page.getByRole("button", { name: "Create deal" }).click();
    await page.getByRole("heading", { name: "Grinder for Pia", level: 1 }).waitFor();
    await page.getByText("€1,200").first().waitFor();

    await shop.bo.at.opens(number);
    await shop.bo.page.getByRole("region", { name: "Deals", exact: true }).waitFor();
    await shop.bo.settles();
    await shop.ana.at.opens(number);
    const card = page.getByRole("region", { name: "Deals", exact: true });
    await card.getByRole("button", { name: "Add a deal" }).click();
    await card.getByRole("textbox", { name: "Find a deal" }).fill("grinder");
    await page.getByRole("option", { name: /Grinder for Pia/ }).click();
    await shop.bo.page.getByRole("link", { name: "Grinder for Pia" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await shop.bo.page
      .getByRole("link", { name: "Grinder for Pia" })
      .waitFor({ state: "detached" });

    await card.getByRole("button", { name: "Add a deal" }).click();
    await card.getByRole("textbox", { name: "Find a deal" }).fill("grinder");
    await page.getByRole("option", { name: /Grinder for Pia/ }).click();
    await card.getByRole("link", { name: "Grinder for Pia" }).click();
    await page.waitForURL("**/deals/*");
    await page
      .getByRole("main")
      .getByRole("link", { name: /A second grinder/ })
      .first()
      .click();
    await page.getByRole("link", { name: "Mara Rossi", exact: true }).click();
    await page.waitForURL("**/contacts/*");
    await page.getByRole("heading", { name: "Mara Rossi", level: 1 }).waitFor();
  });
});

describe("what the desk wants to know beside", () => {
  test("H3: is filled in on the pages of a contact, a company and a deal, live for a colleague", async () => {
    const { page } = shop.ana;
    for (const kind of ["contact", "company", "deal"] as const)
      await shop.ana.call(createProperty, { kind, label: "Machine", type: "text" });
    const { id, companyId } = await named("Rita Sala", ["rita@sala.example"]);
    const deal = await shop.ana.call(createDeal, { name: "A lever machine" });
    for (const path of [`/contacts/${id}`, `/companies/${companyId}`, `/deals/${deal.id}`]) {
      await goTo(shop.bo.page, path);
      await goTo(page, path);
      await page.getByRole("button", { name: "Add Machine" }).click();
      await page.getByRole("textbox", { name: "Machine" }).fill("Resegone");
      await page.keyboard.press("Enter");
      await shop.bo.page.getByRole("button", { name: "Machine: Resegone" }).waitFor();
      const timeline = shop.bo.page.getByRole("region", { name: "Timeline" });
      await timeline.getByText("Ana Riva set Machine to Resegone").waitFor();
    }
  });

  test("H39: what a choice asks for is asked at its field, and both are kept together", async () => {
    const { page } = shop.ana;
    const kind = "deal" as const;
    const options = [{ label: "Gold" }, { label: "Tin" }];
    await shop.ana.call(createProperty, { kind, label: "Rank", type: "choice", options });
    const condition = { property: "rank", values: ["gold"], shows: true, requires: true };
    await shop.ana.call(createProperty, { kind, label: "Hotline", type: "phone", condition });
    const { id } = await shop.ana.call(createDeal, { name: "Gold for Rita" });
    await goTo(page, `/deals/${id}`);
    const choose = async (option: string) => {
      await page.getByRole("button", { name: /Rank/ }).click();
      await page.getByRole("combobox", { name: "Rank" }).click();
      await page.getByRole("option", { name: option }).click();
    };
    await choose("Gold");
    const field = page.getByRole("textbox", { name: "Hotline" });
    await field.and(page.locator(":focus[aria-invalid=true]")).waitFor();
    expect((await shop.ana.call(readDeal, { id })).properties).toEqual({});

    await field.fill("nobody");
    await page.keyboard.press("Enter");
    await page.getByText("This is not a phone number.").waitFor();
    await field.fill("+39 031 5");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Undo" }).waitFor();
    const kept = { rank: "gold", hotline: "+39 031 5" };
    expect((await shop.ana.call(readDeal, { id })).properties).toEqual(kept);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Add Rank" }).waitFor();
  });

  test("S71: a file is uploaded, replaced and removed; a moment is by the clock of the profile", async () => {
    const { page } = shop.ana;
    const kind = "company" as const;
    await shop.ana.call(createProperty, { kind, label: "Paper", type: "file" });
    await shop.ana.call(createProperty, { kind, label: "Visit", type: "dateTime" });
    await shop.ana.call(updateMe, { preferences: { timeZone: "Asia/Tokyo" } });
    const { id } = await shop.ana.call(createCompany, { name: "Setificio" });
    await goTo(page, `/companies/${id}`);
    const upload = async (name: string) => {
      const chosen = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Paper", exact: true }).click();
      const mimeType = "text/plain";
      await (await chosen).setFiles({ name, mimeType, buffer: Buffer.from(name) });
      await page.getByRole("link", { name }).first().waitFor();
    };
    const timeline = page.getByRole("region", { name: "Timeline" });
    await page.getByRole("button", { name: "Add Paper" }).click();
    await upload("offer.txt");
    await timeline.getByText("offer.txt 9 byte").waitFor();
    const saved = page.waitForEvent("download");
    await timeline.getByRole("link", { name: "offer.txt" }).click();
    expect((await saved).suggestedFilename()).toBe("offer.txt");
    await page.getByRole("button", { name: "Change Paper" }).click();
    await upload("contract.txt");
    await timeline.getByText("a file that is not there any more").waitFor();
    await page.getByRole("button", { name: "Change Paper" }).click();
    await page.getByRole("button", { name: "Remove the file: Paper" }).click();
    await page.getByRole("button", { name: "Add Paper" }).waitFor();

    await page.getByRole("button", { name: "Add Visit" }).click();
    await page.getByRole("textbox", { name: "Visit" }).fill("2026-12-01T09:30");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Visit: .*09:30/ }).waitFor();
    await expect
      .poll(async () => (await shop.ana.call(readCompany, { id })).properties)
      .toEqual({ visit: "2026-12-01T00:30:00.000Z" });
    await shop.ana.call(updateMe, { preferences: { timeZone: null } });
  });

  test("S24, S71: what is required is asked in the panel, at its field, and where one is made in passing", async () => {
    const { page } = shop.ana;
    const machine = { kind: "contact", label: "Model", type: "text", required: true } as const;
    await shop.ana.call(createProperty, machine);
    await goTo(page, "/contacts?panel=create");
    await page.getByLabel("Name").fill("Ida Colli");
    await page.getByRole("button", { name: "Create contact" }).click();
    const field = page.getByRole("textbox", { name: "Model" });
    await field.and(page.locator(":focus[aria-invalid=true]")).waitFor();
    await field.fill("Grigna");
    await page.getByRole("button", { name: "Create contact" }).click();
    await page.getByRole("button", { name: "Model: Grigna" }).waitFor();

    await goTo(page, "/tickets/open?panel=create");
    const panel = page.getByRole("region", { name: "Create ticket" });
    await panel.getByRole("textbox", { name: "Find a contact" }).fill("Ugo Bini");
    await page.getByRole("option", { name: "Create “Ugo Bini”" }).click();
    await panel.getByRole("button", { name: "Create contact" }).click();
    const dialog = page.getByRole("dialog", { name: "Ugo Bini asks for a little more" });
    await dialog.getByLabel("Model").fill("Resegone");
    await dialog.getByRole("button", { name: "Continue" }).click();
    await panel.getByText("Ugo Bini", { exact: true }).waitFor();
    const { items } = await shop.ana.call(listContacts, { q: "ugo bini" });
    expect(items).toMatchObject([{ properties: { model: "Resegone" } }]);
  });
});
