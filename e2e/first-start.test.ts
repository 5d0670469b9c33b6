/** The newcomer's first minute, from the empty machine to a ticket that was answered and answered back. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openBrowser, type Visit } from "#testkit/browser.ts";
import { type Program, startProgram } from "#testkit/program.ts";

const owner = {
  name: "Ada Moretti",
  email: "ada@lariana.example",
  password: "nine green bicycles",
};

/** A browser on a busy machine takes its time. */
vi.setConfig({ testTimeout: 45_000 });

let program: Program;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let ada: Visit;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  ada = await browser.visit(program.url);
});

afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

describe("the first start", () => {
  test("leads whoever comes first to the set-up page", async () => {
    await ada.page.goto("/");
    await ada.page.waitForURL("**/setup");
    expect(await ada.page.getByRole("heading", { level: 1 }).innerText()).toBe("Open your desk");
  });

  test("says at each field what is missing", async () => {
    await ada.page.getByRole("button", { name: "Open the desk" }).click();
    expect(await ada.page.getByText("Fill this in.").count()).toBe(4);
    expect(await hasFocus(ada.page, "Name of the desk")).toBe(true);
  });

  test("refuses a password that everybody uses, at its field", async () => {
    await fillIn(ada.page, { ...owner, password: "password123" });
    await ada.page.getByRole("button", { name: "Open the desk" }).click();
    await ada.page
      .getByText("Use at least ten characters that are not a common password.")
      .waitFor();
  });

  test("opens the sample desk and shows what to do in the first minute", async () => {
    await ada.page.getByLabel("Password", { exact: true }).fill(owner.password);
    await ada.page.getByRole("button", { name: "Open the desk" }).click();
    await ada.page.waitForURL("**/tickets/**");
    await ada.page.getByRole("region", { name: "Your first minute" }).waitFor();
    expect(await step(ada.page)).toBe("Open a ticket and answer it");
  });

  test("has no set-up any more, neither the page nor its API", async () => {
    const { status } = await ada.page.evaluate(async () => {
      const answer = await fetch("/api/v1/setup");
      return { status: answer.status };
    });
    const again = await ada.context.request.post("/api/v1/setup", { data: { deskName: "Mine" } });
    expect([status, again.status()]).toEqual([404, 404]);
    await ada.page.goto("/setup");
    await ada.page.waitForURL("**/tickets/**");
  });
});

describe("the loop", () => {
  test("answers a ticket and finds the mail in the outbox as the customer sees it", async () => {
    await openFirstTicket(ada.page);
    await ada.page.keyboard.press("r");
    await ada.page.locator("[contenteditable=true]:focus").waitFor();
    await ada.page.keyboard.type("Hold the power key for ten seconds, please.");
    await ada.page.keyboard.press("Control+Enter");

    await ada.page
      .getByRole("navigation", { name: "Main menu" })
      .getByRole("link", { name: "Outbox preview" })
      .click();
    const mails = ada.page.getByRole("list", { name: "Mails" });
    await mails.getByText("Hold the power key").waitFor({ timeout: 20_000 });
    await mails.getByText("Hold the power key").click();
    const mail = ada.page.frameLocator("iframe[title^='Mail:']");
    await mail.getByText("Hold the power key for ten seconds, please.").waitFor();
    expect(await step(ada.page)).toBe("Answer as the customer");
  });

  test("joins the customer's answer to the same ticket and says that the loop is closed", async () => {
    await ada.page.getByLabel(/^Answer as /).fill("That did it. Thank you, Ada!");
    await ada.page.getByRole("button", { name: "Answer as the customer" }).click();
    await ada.page.getByText("That was the whole loop.").waitFor({ timeout: 15_000 });
    await ada.page.getByRole("link", { name: /^Ticket #/ }).click();
    await ada.page.getByText("That did it. Thank you, Ada!").first().waitFor();
  });

  test("lets somebody new write in", async () => {
    await ada.page.goto("/outbox");
    await ada.page.getByRole("button", { name: "Write in" }).click();
    await ada.page.getByLabel("Their name").fill("Nora Bianchi");
    await ada.page.getByLabel("Their e-mail").fill("nora@example.com");
    await ada.page.getByLabel("Subject").fill("Do you grind for moka?");
    await ada.page.getByLabel("Message").fill("Asking before I order.");
    await ada.page.getByRole("button", { name: "Send as the customer" }).click();
    await ada.page.goto("/tickets/unassigned");
    await ada.page.getByText("Do you grind for moka?").first().waitFor();
  });

  test("takes the guide away for good when it is dismissed", async () => {
    const kept = ada.page.waitForResponse((answer) => answer.request().method() === "PATCH");
    await ada.page.getByRole("button", { name: "Dismiss the guide" }).click();
    await kept;
    await ada.page.reload();
    await ada.page.getByText("Do you grind for moka?").first().waitFor();
    expect(await ada.page.getByRole("region", { name: "Your first minute" }).count()).toBe(0);
  });

  test("went through without an error and within the content security policy", () => {
    expect(ada.complaints).toEqual([]);
  });
});

async function fillIn(page: Page, person: typeof owner) {
  await page.getByLabel("Name of the desk").fill("Lariana");
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("Your e-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
}

async function hasFocus(page: Page, label: string) {
  return page.getByLabel(label).evaluate((field) => field === document.activeElement);
}

/** The step that the guide points to now. */
async function step(page: Page) {
  return page
    .locator("[aria-current=step]")
    .innerText()
    .then((text) => text.replace(/^\d\s*/, ""));
}

async function openFirstTicket(page: Page) {
  await page.goto("/tickets/open");
  await page.getByText("Waiting on").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/tickets\/open\/\d+/);
  await page.getByRole("textbox", { name: "Reply to the customer" }).waitFor();
}
