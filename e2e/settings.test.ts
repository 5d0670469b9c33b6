/** Coming in and looking after a desk: invitations, passwords, second factors, tokens, teams, channels. */
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { listOutbox } from "#contract/mail.ts";
import { faultsOf, goTo, openBrowser, type Visit } from "#testkit/browser.ts";
import type { Doors } from "#testkit/inside.ts";
import { startOnCopy } from "#testkit/workspace.ts";

const ada = { name: "Ada Moretti", email: "ada@lariana.example", password: "nine green bicycles" };
const nora = {
  name: "Nora Bianchi",
  email: "nora@lariana.example",
  password: "seven slow tramways",
};

/** A browser on a busy machine takes its time. */
vi.setConfig({ testTimeout: 45_000 });

let program: Doors;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let owner: Visit;

beforeAll(async () => {
  [program, browser] = await Promise.all([startOnCopy(), openBrowser()]);
  owner = await browser.visit(program.url);
  const { password, ...rest } = ada;
  const found = { ...rest, password, deskName: "Lariana", sample: false };
  const answer = await owner.context.request.post("/api/v1/setup", {
    data: found,
    headers: home(),
  });
  expect(answer.status()).toBe(200);
});

afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

describe("an invitation", () => {
  test("goes out by mail, lands in the outbox and lets its receiver choose a password", async () => {
    await goTo(owner.page, "/settings/users");
    await owner.page.getByRole("link", { name: "Invite" }).click();
    await owner.page.getByLabel("E-mail addresses").fill(`${nora.name} <${nora.email}>`);
    await owner.page.getByRole("button", { name: "Send the invitation" }).click();
    await owner.page.getByText("The invitation is in the outbox preview.").waitFor();
    await owner.page.getByText("Invited, until").waitFor();

    const guest = await browser.visit(program.url);
    await guest.page.goto(await linkMailedTo(nora.email, "/invitation"));
    await guest.page.getByRole("heading", { name: "Welcome to Lariana" }).waitFor();
    await guest.page.getByLabel("Password", { exact: true }).fill(nora.password);
    await guest.page.getByRole("button", { name: "Join the desk" }).click();
    await guest.page.waitForURL("**/tickets/**");
    await guest.context.close();
  });

  test("opens once only and says so", async () => {
    const late = await browser.visit(program.url);
    await late.page.goto(await linkMailedTo(nora.email, "/invitation"));
    await late.page.getByText("This link was used, has expired or is incomplete.").waitFor();
    await late.context.close();
  });

  test("goes to several at once; an address that cannot be invited stays, with the reason", async () => {
    const { page } = owner;
    await goTo(page, "/settings/users/new?state=invited");
    const field = page.getByLabel("E-mail addresses");
    await field.fill(`${nora.email}\nleo@lariana.example, nonsense`);
    await page.getByRole("button", { name: "Send 3 invitations" }).click();
    await page.getByText(`${nora.email} belongs to somebody who is already here.`).waitFor();
    await page.getByText("nonsense is not an e-mail address.").waitFor();
    expect(await field.inputValue()).toBe(`${nora.email}\nnonsense`);
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await page.getByRole("link", { name: /Leo/ }).waitFor();
  });
});

describe("signing in", () => {
  test("says nothing about which part was wrong and leads where one wanted to go", async () => {
    const { page, context } = await browser.visit(program.url);
    await goTo(page, "/settings/tokens");
    await page.waitForURL("**/sign-in**");
    await signIn(page, nora.email, "not her password");
    await page.getByText("E-mail, password or code do not match.").waitFor();
    await signIn(page, nora.email, nora.password);
    await page.waitForURL("**/settings/tokens");
    await context.close();
  });

  test("works again with a new password after it was forgotten", async () => {
    const { page, context } = await browser.visit(program.url);
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
    await page.getByLabel("E-mail").fill(nora.email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();

    await page.goto(await linkMailedTo(nora.email, "/reset-password"));
    await page.getByLabel("New password").fill("eleven loud ferries");
    await page.getByRole("button", { name: "Save the password" }).click();
    await page.getByRole("link", { name: "Go to sign-in" }).click();
    await page.waitForURL("**/sign-in");
    await signIn(page, nora.email, "eleven loud ferries");
    await page.waitForURL("**/tickets/**");
    await context.close();
  });
});

describe("two-factor sign-in", () => {
  let secret = "";
  let codes: string[] = [];

  test("is set up with a key, a code and recovery codes", async () => {
    await goTo(owner.page, "/settings/security");
    await owner.page.getByRole("button", { name: "Set up…" }).click();
    await owner.page.getByLabel("Your password").fill(ada.password);
    await owner.page.getByRole("button", { name: "Go on" }).click();
    await owner.page.getByRole("img", { name: "QR code for your authenticator app" }).waitFor();
    secret = (await owner.page.getByRole("list", { name: "Key" }).innerText()).replaceAll(
      /\s/g,
      "",
    );
    await owner.page.getByLabel("Code that the app shows now").fill(codeOf(secret));
    await owner.page.getByRole("button", { name: "Turn on" }).click();
    await owner.page.getByText("Two-factor sign-in is on.").waitFor();
    codes = await owner.page
      .getByRole("list", { name: "Recovery codes" })
      .getByRole("listitem")
      .allInnerTexts();
    expect(codes.length).toBeGreaterThanOrEqual(8);
    await owner.page.getByRole("button", { name: "I have kept them" }).click();
  });

  test("asks for the code after the password, or takes a recovery code once", async () => {
    for (const outcome of ["in", "out"] as const) {
      const { page, context } = await browser.visit(program.url);
      await page.goto("/sign-in");
      await signIn(page, ada.email, ada.password);
      await page.getByRole("button", { name: "Use a recovery code" }).click();
      await page.getByLabel("Recovery code").fill(codes[0] ?? "");
      await page.getByRole("button", { name: "Sign in" }).click();
      if (outcome === "in") await page.waitForURL("**/tickets/**");
      else await page.getByText("E-mail, password or code do not match.").waitFor();
      await context.close();
    }
  });
});

describe("an API token", () => {
  test("is shown once, works, and stops working when it is revoked", async () => {
    const { page } = owner;
    await goTo(page, "/settings/tokens/new");
    await page.getByLabel("Name").fill("Nightly export");
    await page.getByRole("button", { name: "Make the token" }).click();
    const token = (await page.getByRole("list", { name: "API token" }).innerText()).trim();
    expect(await statusWith(token)).toBe(200);

    await page.getByRole("button", { name: "Done" }).click();
    await page.reload();
    expect(await page.getByText(token).count()).toBe(0);
    await page.getByRole("button", { name: "Revoke…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("You have no tokens.").waitFor();
    expect(await statusWith(token)).toBe(401);
  });
});

describe("the settings of the desk", () => {
  test("connect an address, whose first mail can then be written in", async () => {
    const { page } = owner;
    await goTo(page, "/settings/channels");
    await page.getByRole("link", { name: "Connect an address" }).click();
    await page.getByLabel("Address", { exact: true }).fill("support@lariana.example");
    await page.getByRole("button", { name: "Connect" }).click();
    await page.getByText("Receiving").waitFor();
  });

  test("try a connected address both ways and say in plain words how it went", async () => {
    const { page } = owner;
    await goTo(page, "/settings/channels");
    await page.getByRole("link", { name: /support@lariana\.example/ }).click();
    await page.getByRole("button", { name: "Send a test" }).click();
    await page.getByText("Nothing left this machine").waitFor();
    await page.getByRole("button", { name: "Test receiving" }).click();
    await page.getByText("The listener works: a test came in.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test("H17: ask before spam is deleted sooner than it was", async () => {
    const { page } = owner;
    await goTo(page, "/settings/desk");
    const days = page.getByRole("combobox", { name: "Delete spam after" });
    const kept = async () => (await owner.context.request.get("/api/v1/desk")).json();
    for (const answer of ["Cancel", "Delete it sooner"]) {
      await days.click();
      await page.getByRole("option", { name: "30 days" }).click();
      const dialog = page.getByRole("dialog", { name: "Delete spam sooner?" });
      await dialog.getByText("What came more than 30 days ago").waitFor();
      expect(await kept()).toMatchObject({ spamDays: 90 });
      await dialog.getByRole("button", { name: answer }).click();
      await dialog.waitFor({ state: "hidden" });
    }
    await expect.poll(kept).toMatchObject({ spamDays: 30 });
  });

  test("ask before unsaved changes are left behind", async () => {
    const { page } = owner;
    await goTo(page, "/settings/teams/new");
    await page.getByLabel("Name").fill("Workshop");
    await page.getByRole("link", { name: "Pipelines" }).click();
    await page.getByRole("dialog", { name: "Leave without saving?" }).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Create the team" }).click();
    await page.getByRole("link", { name: /Workshop/ }).waitFor();
  });

  test("are followed by the audit log while one looks, and a filtered log is an address", async () => {
    const { page, context } = owner;
    await goTo(page, "/settings/audit");
    await page.getByText("Two-factor sign-in turned on").first().waitFor();
    const data = { name: "Night shift", memberIds: [] };
    await context.request.post("/api/v1/teams", { data, headers: home() });
    await page.getByText("Night shift").first().waitFor();
    const rule = { action: "block", kind: "domain", value: "casino.example" };
    await context.request.post("/api/v1/sender-rules", { data: rule, headers: home() });
    await page.getByText("Domain and all below it").waitFor();

    await page.getByRole("combobox", { name: "What happened" }).click();
    await page.getByRole("option", { name: "Invitation accepted" }).click();
    await page.waitForURL("**/settings/audit?kind=user.joined");
    await page.reload();
    const entries = page.getByRole("region", { name: "Audit log" }).getByRole("listitem");
    await entries.filter({ hasText: nora.name }).waitFor();
    expect(await entries.count()).toBe(1);
  });

  test("are closed to an agent without the right, in the menu, the page and the API", async () => {
    const { page, context } = await browser.visit(program.url);
    await page.goto("/sign-in");
    await signIn(page, nora.email, "eleven loud ferries");
    await page.waitForURL("**/tickets/**");
    await goTo(page, "/settings/users");
    await page.getByText("Only Super Admins and users with Account Access").waitFor();
    expect(await page.getByRole("link", { name: "Users" }).count()).toBe(0);
    const answer = await context.request.get("/api/v1/mail/ledger");
    expect(answer.status()).toBe(403);
    await context.close();
  });

  test("went through without an error and within the content security policy", () => {
    expect(owner.complaints).toEqual([]);
  });
});

function home() {
  return { origin: program.url };
}

/** The newest link of that kind that was mailed to somebody. */
async function linkMailedTo(email: string, path: string): Promise<string> {
  for (let tries = 0; tries < 50; tries++) {
    const answer = await owner.context.request.get("/api/v1/outbox", { params: { to: email } });
    const { items } = listOutbox.output.parse(await answer.json());
    const links = items.flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? []);
    const link = links.find((one) => one.includes(path));
    if (link) return link;
    await new Promise((wait) => setTimeout(wait, 200));
  }
  throw new Error(`no ${path} was mailed to ${email}`);
}

async function signIn(page: Page, email: string, password: string) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

function codeOf(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate();
}

async function statusWith(token: string): Promise<number> {
  const answer = await fetch(`${program.url}/api/v1/tickets`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.status;
}
