/** Answering customers in the workspace: what is sent, what is kept, and what two agents see of each other. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTicket, readTicket, updateTicket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { listMessages } from "#contract/messages.ts";
import { replyToTicket } from "#contract/replies.ts";
import { listPipelines, updateStatus } from "#contract/pipelines.ts";
import { faultsOf, goTo } from "#testkit/browser.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

const pdf = {
  name: "manual.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.4\n% a manual\n"),
};
const dot = {
  name: "dot.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
};

describe("a reply", () => {
  test("S41: leaves with its formatting, its file and the picture inside the text", async () => {
    const { ana } = shop;
    await ana.at.opens(await shop.customerWrites("Formatted"));
    await ana.at.startsReply();
    await ana.at.types("Please do **not** use it. ");
    await ana.at.attaches(pdf);
    await ana.page.getByRole("list", { name: "Attachments" }).getByText("manual.pdf").waitFor();
    await ana.at.attaches(dot);
    await ana.page.locator("[data-editor] img[data-file]").waitFor();
    await ana.at.sends();

    const mail = await shop.mailWith("Please do not use it.");
    expect(mail.html).toContain("<strong>not</strong>");
    expect(mail.raw).toMatch(
      /Content-Disposition: inline[^]*filename=dot\.png|dot\.png[^]*Content-Id/i,
    );
    expect(mail.attachments.map(({ name }) => name)).toContain("manual.pdf");
  });

  test("S41: carries a table with its lines, typed or pasted, and no page that was built of tables", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("A price list");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("These are the prices. /table");
    await ana.page.getByRole("option", { name: /Table/ }).waitFor();
    await ana.page.keyboard.press("Enter");
    await ana.page.locator("[data-editor] table").waitFor();
    for (const words of ["Part", "Price", "Stock", "Valve"]) {
      await ana.at.types(words);
      await ana.page.keyboard.press("Tab");
    }
    // Keys pressed right after a menu belong to the text, also while the browser is behind with its frames.
    const frames = await ana.page.evaluateHandle(slowFrames);
    const inTable = async (step: string) => {
      await ana.page.getByRole("button", { name: "Table" }).click();
      await ana.page.getByRole("menuitem", { name: step }).click();
    };
    await inTable("Delete the column");
    await inTable("Add a column at the right");
    await inTable("Add a row below");
    await inTable("Add a row below");
    await ana.page.keyboard.press("ArrowDown");
    await inTable("Delete the row");
    await frames.evaluate((quick) => quick());
    await ana.page.locator("[data-editor]").evaluate(paste, {
      html: `<meta charset="utf-8"><table role="presentation"><tr><td><p>Terms</p></td></tr></table>
        <table class="sheet" width="900"><tr><td style="font-weight:700">Net</td><td>10</td></tr></table>`,
    });
    await ana.at.sends();

    const { html, text } = await until(async () =>
      (await outgoing(number)).find((one) => one.text.includes("These are the prices.")),
    );
    expect(html).toMatch(/<table style="border-collapse:collapse">/);
    expect(html).toMatch(/<th[^>]*border:1px solid[^>]*>Part<\/th>/);
    expect(html).toMatch(/<td[^>]*border:1px solid[^>]*>Valve<\/td>/);
    expect(html).not.toMatch(/Price|sheet|900|presentation/);
    const count = (tag: string) => (html ?? "").split(`<${tag}`).length - 1;
    // Three and two rows more, one less, and the one that was pasted.
    expect([count("table"), count("tr"), count("th ")]).toEqual([2, 5, 3]);
    expect(text).toMatch(/Part Stock\nValve/);
    expect(text).toContain("Terms");
  });

  test("goes out and sets the status in one action", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Closed with the answer");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("Done, have a good day.");
    await ana.at.sendsAnd("Closed");

    await until(async () => !(await ana.call(readTicket, { number })).open);
    expect(await outgoing(number)).toHaveLength(1);
    await ana.page.getByRole("button", { name: "Status: Closed" }).waitFor();
  });

  test("asks for what the status needs before anything is sent, and cancel sends nothing", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Needs a resolution");
    const closed = await closedStatus();
    await ana.call(updateStatus, {
      pipelineId: closed.pipelineId,
      statusId: closed.id,
      requiredProperties: ["resolution"],
    });
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("This is the answer.");
    await ana.at.sendsAnd("Closed");
    await ana.page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    expect(await outgoing(number)).toEqual([]);

    await ana.at.sendsAnd("Closed");
    await ana.page.getByRole("dialog").getByLabel("Resolution").fill("Replaced the gasket");
    await ana.page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
    const ticket = await until(async () => {
      const now = await ana.call(readTicket, { number });
      return now.open ? null : now;
    });
    expect(ticket.resolution).toBe("Replaced the gasket");
    await ana.call(updateStatus, {
      pipelineId: closed.pipelineId,
      statusId: closed.id,
      requiredProperties: [],
    });
  });

  test("can be taken back within ten seconds and is the same draft again", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Too fast");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("Half of a thou");
    await ana.at.sends();
    await ana.page.getByRole("button", { name: "Undo" }).first().click();

    await until(async () => (await ana.at.hasWritten()).includes("Half of a thou"));
    expect(await outgoing(number)).toEqual([]);
    expect((await ana.call(readTicket, { number })).ownerId).toBeNull();
  });

  test("is written once when the keys are pressed twice", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Twice");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("Only once, please.");
    await Promise.all([ana.at.sends(), ana.at.sends()]);

    await ana.at.reads("Only once, please.");
    await until(async () => (await outgoing(number)).length > 0);
    expect(await outgoing(number)).toHaveLength(1);
  });

  test("stops when a colleague was faster, shows what they wrote, and goes out when asked again", async () => {
    const { ana, bo } = shop;
    const number = await shop.customerWrites("Two answers");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("My answer.");
    const [seen] = await messages(number);
    await bo.call(replyToTicket, {
      number,
      id: crypto.randomUUID(),
      text: "Bo was faster.",
      seenMessageId: seen?.id ?? null,
    });
    await ana.at.sees("Bo Lund wrote while you were typing.");
    await ana.at.sends();

    const dialog = ana.page.getByRole("dialog", { name: "Something newer was written" });
    await dialog.getByText("Bo was faster.").waitFor();
    expect(await outgoing(number)).toHaveLength(1);
    await dialog.getByRole("button", { name: "Send anyway" }).click();
    await until(async () => (await outgoing(number)).length === 2);
  });
});

describe("two agents on one ticket", () => {
  test("H84: see each other and that the other one is typing", async () => {
    const { ana, bo } = shop;
    const number = await shop.customerWrites("Both look");
    await Promise.all([ana.at.opens(number), bo.at.opens(number)]);
    await ana.at.sees("Bo Lund is viewing");
    await bo.at.startsReply();
    await bo.at.types("I am on it");
    await ana.at.sees("Bo Lund is typing a reply");
  });

  test("see each other's replies, comments and assignments without a reload", async () => {
    const { ana, bo } = shop;
    const number = await shop.customerWrites("Live");
    await ana.at.opens(number);
    const [seen] = await messages(number);
    await bo.call(commentOnTicket, { number, html: "<p>Seen this before?</p>" });
    await ana.at.reads("Seen this before?");
    await bo.call(replyToTicket, {
      number,
      id: crypto.randomUUID(),
      text: "Hello from Bo.",
      seenMessageId: seen?.id ?? null,
    });
    await ana.at.reads("Hello from Bo.");
    await ana.page.getByRole("button", { name: "Owner: Bo Lund" }).waitFor();
  });
});

describe("a draft", () => {
  test("S50: survives a tab that was killed a moment after the last key", async () => {
    const elsewhere = await shop.anaElsewhere();
    const number = await shop.customerWrites("Killed");
    await elsewhere.at.opens(number);
    await elsewhere.at.startsReply();
    await elsewhere.at.types("Not lost");
    await elsewhere.page.goto("chrome://crash").catch(() => {});
    const page = await elsewhere.context.newPage();
    await goTo(page, `/tickets/open/${number}`);
    await page.locator("[data-editor]").getByText("Not lost").waitFor();
    await elsewhere.context.close();
  });

  test("S51: is on another device as it was left: text, recipients and files", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Elsewhere");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("Begun at the desk");
    await ana.at.attaches(pdf);
    await ana.page.getByTitle("Recipients and sender").click();
    await ana.page.getByRole("combobox", { name: "To" }).fill("luca@example.com");
    await ana.page.keyboard.press("Enter");
    await ana.at.waitsUntilSaved();

    const phone = await shop.anaElsewhere({ width: 390, height: 844 });
    await phone.at.opens(number);
    await phone.page.locator("[data-editor]").getByText("Begun at the desk").waitFor();
    await phone.page.getByText("manual.pdf").waitFor();
    await phone.page.getByText("luca@example.com").waitFor();
    await phone.context.close();
  });

  test("is never overwritten silently by a second device", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Both write");
    const laptop = await shop.anaElsewhere();
    await ana.at.opens(number);
    await laptop.at.opens(number);
    await laptop.at.startsReply();
    await laptop.context.setOffline(true);
    await laptop.at.types("From the laptop");
    await ana.at.startsReply();
    await ana.at.types("From the desk");
    await ana.at.waitsUntilSaved();
    await laptop.context.setOffline(false);

    const choice = laptop.page.getByRole("alert", { name: "Two versions of this draft" });
    await choice.getByText("From the desk").waitFor();
    await choice.getByRole("button", { name: "Use the other" }).click();
    await until(async () => (await laptop.at.hasWritten()).includes("From the desk"));
    await laptop.context.close();
  });
});

describe("a ticket made by hand", () => {
  test("S27, S28: has no editor for replies until a contact is added", async () => {
    const { ana } = shop;
    const { id } = await openStatus();
    const { number } = await ana.call(createTicket, { name: "By hand", statusId: id });
    await ana.at.opens(number);
    await ana.page.getByRole("region", { name: "Conversation" }).waitFor();
    await ana.page.getByPlaceholder("Name, address or company").fill("Nora Verdi");
    await ana.page.getByRole("option", { name: "Create “Nora Verdi”" }).click();
    await ana.page.getByRole("textbox", { name: "E-mail" }).fill("nora@example.com");
    await ana.page.getByRole("button", { name: "Create contact" }).click();
    await ana.page
      .getByRole("textbox", { name: "Reply to the customer" })
      .and(ana.page.locator(":focus"))
      .waitFor();
    await ana.at.types("Hello Nora, you called us.");
    await ana.at.sends();
    expect((await shop.mailWith("Hello Nora, you called us.")).to).toMatchObject([
      { address: "nora@example.com" },
    ]);
  });

  test("S20: is made in the panel, which says at the field what is missing", async () => {
    const { ana } = shop;
    await goTo(ana.page, "/tickets/open");
    await ana.page
      .getByRole("button", { name: /Create ticket/ })
      .or(ana.page.getByRole("link", { name: /Create ticket/ }))
      .first()
      .click();
    const panel = ana.page.getByRole("region", { name: "Create ticket" });
    await panel.getByRole("button", { name: "Create ticket" }).click();
    await panel.getByText("Fill this in.").waitFor();
    await panel.getByLabel("Ticket name").fill("From the panel");
    await panel.getByRole("button", { name: "Create ticket" }).click();
    await ana.page.getByRole("heading", { name: "From the panel" }).waitFor();
  });

  test("S19: asks what the lead puts on its form, also of whoever has the panel open", async () => {
    const { ana, bo } = shop;
    await goTo(bo.page, "/tickets/open?panel=create");
    await bo.page.getByLabel("Ticket name").fill("Kept while the form changes");
    expect(await bo.page.getByRole("button", { name: "Edit this form" }).count()).toBe(0);

    await goTo(ana.page, "/tickets/open?panel=create");
    await ana.page.getByRole("button", { name: "Edit this form" }).click();
    const form = ana.page.getByRole("region", { name: "Edit this form" });
    await form.getByRole("button", { name: "Category" }).click();
    await form.getByLabel("Category is required").check();
    await form.getByRole("button", { name: "Save" }).click();

    const panel = bo.page.getByRole("region", { name: "Create ticket" });
    await panel.getByLabel("Category").first().waitFor();
    await panel.getByRole("button", { name: "Create ticket" }).click();
    await panel.getByText("Fill this in.").waitFor();
    expect(await panel.getByLabel("Ticket name").inputValue()).toBe("Kept while the form changes");
  });
});

describe("the conversation", () => {
  test("has nothing that axe finds wrong", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Read by everybody");
    await ana.call(commentOnTicket, { number, html: "<p>Between us.</p>" });
    await ana.call(updateTicket, { number, priority: "urgent" });
    await ana.at.opens(number);
    await ana.at.reads("Between us.");
    expect(await faultsOf(ana.page)).toEqual([]);
  }, 90_000);

  test("has nothing that axe finds wrong in the dark", async () => {
    await shop.ana.page.emulateMedia({ colorScheme: "dark" });
    expect(await faultsOf(shop.ana.page)).toEqual([]);
  }, 90_000);

  test("stays within the content security policy and without a script error", () => {
    expect([...shop.ana.complaints, ...shop.bo.complaints]).toEqual([]);
  });
});

async function messages(number: number) {
  return (await shop.ana.call(listMessages, { number })).items;
}

async function outgoing(number: number) {
  return (await messages(number)).filter(({ direction }) => direction === "outgoing");
}

async function statuses() {
  const { items } = await shop.ana.call(listPipelines, {});
  return items.flatMap((pipeline) => pipeline.statuses);
}

async function closedStatus() {
  const found = (await statuses()).find(({ kind }) => kind === "closed");
  if (!found) throw new Error("no closed status");
  return found;
}

async function openStatus() {
  const found = (await statuses()).find(({ kind }) => kind === "open");
  if (!found) throw new Error("no open status");
  return found;
}

/** What a browser does with a clipboard of another program, inside the page. */
function paste(editor: Element, { html }: { html: string }) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
}

/** Inside the page: its frames come late, until what is answered is called. */
function slowFrames() {
  const real = window.requestAnimationFrame;
  window.requestAnimationFrame = (step) => window.setTimeout(() => step(performance.now()), 300);
  return () => {
    window.requestAnimationFrame = real;
  };
}
