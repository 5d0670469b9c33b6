/** The keyboard and the focus: each key does what it says, and after everything one stands where one was. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { listTickets, readTicket } from "#contract/tickets.ts";
import { saveDraft } from "#contract/drafts.ts";
import { goTo } from "#testkit/browser.ts";
import { hand } from "#testkit/mailbox.ts";
import { type Agent, openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 60_000 });

let shop: Shop;
let ana: Agent;
let page: Page;
let numbers: number[];

beforeAll(async () => {
  shop = await openShop();
  ({ ana } = shop);
  ({ page } = ana);
  numbers = [];
  for (const name of ["First", "Second", "Third", "Fourth", "Steam at the side"])
    numbers.push(await shop.customerWrites(name));
});

afterAll(async () => {
  await shop?.close();
});

describe("Esc", () => {
  test("leaves the editor with the text kept, and only then the ticket", async () => {
    const number = await opened(0);
    await ana.at.startsReply();
    await ana.at.types("Half an answ");
    await press("Escape");
    await expectFocus("Conversation");
    await press("s");
    await page.getByRole("option", { name: "Waiting on us" }).waitFor();
    await press("Escape");
    await page.getByRole("option").first().waitFor({ state: "detached" });
    expect(page.url()).toContain(`/${number}`);
    expect(await ana.at.hasWritten()).toBe("Half an answ");
    await press("Escape");
    await page.waitForURL(/tickets\/open$/);
  });

  test("closes the names under an @ before it leaves the editor", async () => {
    await opened(1);
    await ana.at.startsComment();
    await ana.at.types("@Bo");
    await page.getByRole("listbox", { name: "Colleagues" }).waitFor();
    await press("Escape");
    await page.getByRole("listbox", { name: "Colleagues" }).waitFor({ state: "detached" });
    await expectFocus("Internal comment");
    await page.getByRole("button", { name: "Discard draft" }).click();
    await expectFocus("Conversation");
  });
});

describe("a list of choices", () => {
  test("opened by its key takes the arrows and Enter, and the row under it stays", async () => {
    const number = await opened(1);
    await press("s", "ArrowDown", "Enter");
    await until(
      async () => (await ana.call(readTicket, { number })).statusId !== (await status(2)),
    );
    expect(page.url()).toContain(`/${number}`);
  });

  test("marks the first hit, so that Enter takes it, and the owner that is changes nothing", async () => {
    const number = await opened(1);
    await press("a");
    await ana.at.types("bo");
    await press("Enter");
    await until(async () => (await ana.call(readTicket, { number })).ownerType === "user");
    const { updatedAt } = await ana.call(readTicket, { number });
    await press("a", "Enter");
    await page.waitForTimeout(300);
    expect((await ana.call(readTicket, { number })).updatedAt).toBe(updatedAt);
  });
});

describe("picked rows", () => {
  test("get what the keys do, also beside an open ticket", async () => {
    await opened(4);
    await press("x", "j", "x");
    await page.getByText("2 selected").waitFor();
    await press("a");
    await page.getByRole("dialog", { name: "Owner" }).getByText("2 tickets").waitFor();
    expect(await page.locator("[aria-haspopup=listbox][aria-expanded=true]").count()).toBe(0);
    await press("Escape");
    await press("e");
    await page.getByText("Closed 2 tickets.").waitFor();
    await press("z");
    await until(async () => (await ana.call(listTickets, { view: "closed" })).items.length === 0);
  });
});

describe("the focus", () => {
  test("is in the conversation once a reply has left, so that the next key goes on", async () => {
    const number = await opened(2);
    await ana.at.startsReply();
    await ana.at.types("Here you are.");
    await ana.at.sends();
    await expectFocus("Conversation");
    await press("j");
    await expect.poll(() => page.url()).not.toContain(`/${number}`);
  });

  test("comes back after the palette, the keys, a chooser and a closed ticket", async () => {
    const number = await opened(0);
    await page.locator("[data-thread]").focus();
    for (const keys of ["ControlOrMeta+k", "Shift+?"]) {
      await press(keys);
      await page.getByRole("dialog").waitFor();
      await press("Escape");
      await expectFocus("Conversation");
    }
    await press("Escape");
    await page.waitForURL(/tickets\/open$/);
    await press("p");
    await page.getByRole("dialog").waitFor();
    await press("Escape");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-ticket-row")))
      .toBe(String(number));
  });

  test("comes back to where a comment was begun to be changed, and from the list of what can be inserted", async () => {
    await opened(0);
    await press("n");
    await ana.at.types("Who has the key?");
    await press("ControlOrMeta+Enter");
    const change = page.getByRole("button", { name: "Change", exact: true });
    await change.focus();
    await press("Enter");
    await page.getByRole("textbox", { name: "Change the comment" }).waitFor();
    await press("ControlOrMeta+Enter");
    await change.and(page.locator(":focus")).waitFor();

    await ana.at.startsReply();
    const insert = page.getByRole("button", { name: /^Insert into the text/ });
    await insert.click();
    await page.getByRole("textbox", { name: "Find a snippet or template" }).waitFor();
    await press("Escape");
    await insert.and(page.locator(":focus")).waitFor();
  });

  test("goes to the ticket that was made, and to who is missing on it before one can reply", async () => {
    await goTo(page, "/tickets/open");
    await page.locator("[data-ticket-row]").first().waitFor();
    await press("c");
    await page.getByRole("textbox", { name: "Ticket name" }).fill("A call from nobody");
    await press("Enter");
    await page.getByRole("heading", { name: "A call from nobody" }).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement !== document.body))
      .toBe(true);
    await press("r");
    const finder = page.getByRole("textbox", { name: "Find a contact" });
    await finder.and(page.locator(":focus")).waitFor();
    await press("Escape");
    await expectFocus("Conversation");
  });

  test("stays on what was opened in a list beside a panel, and returns when it closes", async () => {
    await goTo(page, "/settings/users");
    await page.getByRole("link", { name: /Bo Lund/ }).click();
    await page
      .getByRole("region", { name: /Bo Lund/ })
      .or(page.getByRole("heading", { name: "Bo Lund" }))
      .first()
      .waitFor();
    await press("Escape");
    await page.waitForURL(/settings\/users$/);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toContain("Bo Lund");
  });
});

describe("searching", () => {
  test("keeps the open ticket, marks the subject, and Esc goes back to where one was", async () => {
    const number = await opened(0);
    await press("/");
    await ana.at.types("steam");
    await page.waitForURL(`**/search/${number}?q=steam`);
    await page.locator("[data-ticket-row] mark", { hasText: "Steam" }).waitFor();
    await press("Escape");
    await page.waitForURL(`**/tickets/open/${number}`);
    await expectFocus("Conversation");
  });
});

describe("the palette and the sheet of keys", () => {
  test("find a status by its name and give it, typed as fast as one likes", async () => {
    const number = await opened(3);
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("waiting on contact");
    await page.getByRole("option", { name: "Set status: Waiting on contact" }).waitFor();
    await press("Enter");
    await page.getByText(`Status of #${number}: Waiting on contact.`).waitFor();
  });

  test("go to each view by its place in the list, as the palette does by its name", async () => {
    const places = page.getByRole("navigation", { name: "Views" }).getByRole("link");
    await places.filter({ hasText: "Following" }).waitFor();
    const names = await places.allInnerTexts();
    const place = names.findIndex((name) => name.includes("Following")) + 1;
    await press("g", `${place}`);
    await page.waitForURL("**/tickets/following");
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("my mentions");
    await page.getByRole("option", { name: "My mentions" }).waitFor();
    await press("Enter");
    await page.waitForURL("**/tickets/mentions");
  });

  test("list all keys, those of writing too", async () => {
    await press("Shift+?");
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    for (const does of [
      "Send and close",
      "Follow or stop following",
      "Mention a colleague, in a comment",
      "Undo what was just done",
    ])
      await sheet.getByText(does).waitFor();
    await press("Escape");
  });
});

describe("the address", () => {
  test("keeps the activity in front after a reload", async () => {
    await opened(0);
    await page.getByRole("tab", { name: "Activity" }).click();
    await page.reload();
    await page.getByRole("tab", { name: "Activity", selected: true }).waitFor();
  });
});

describe("drafts", () => {
  test("S52: show their own words, and a comment opens as a comment", async () => {
    const number = numbers[3] ?? 0;
    await ana.call(saveDraft, {
      number,
      kind: "comment",
      html: "<p>Ask the workshop</p>",
      version: 0,
    });
    await goTo(page, "/tickets/drafts");
    await page.locator(`[data-ticket-row="${number}"]`, { hasText: "Ask the workshop" }).click();
    await page.getByRole("tab", { name: "Comment", selected: true }).waitFor();
    await page
      .getByRole("textbox", { name: "Internal comment" })
      .getByText("Ask the workshop")
      .waitFor();
  });
});

describe("a thread with a mail of a page of its own", () => {
  test("S29: stays at the newest message while the frame finds its height", async () => {
    const number = await longLetter();
    await opened(number);
    await until(async () => !(await ana.call(readTicket, { number })).unread);
    await opened(number);
    await page.locator("iframe[data-mail]").first().waitFor();
    await page.waitForTimeout(600);
    // A frame shrinks and another grows before the browser has said that it scrolled.
    const newest = await page.evaluate(async () => {
      const view = document.querySelector("[data-thread]");
      const [first, second, last] = document.querySelectorAll<HTMLElement>("[data-thread] article");
      if (!view || !first || !second || !last) throw new Error("no thread");
      first.style.height = "40px";
      view.getBoundingClientRect();
      second.style.minHeight = "2400px";
      await new Promise((wait) => setTimeout(wait, 300));
      return last.getBoundingClientRect().top - view.getBoundingClientRect().top;
    });
    expect(newest).toBeGreaterThanOrEqual(0);
    expect(newest).toBeLessThan(500);
  });
});

async function opened(at: number): Promise<number> {
  const number = numbers[at] ?? at;
  await ana.at.opens(number);
  await page.locator("[data-editor]").waitFor();
  await page.locator(`[data-ticket-row="${number}"]`).waitFor();
  return number;
}

async function press(...keys: string[]) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(80);
  }
}

function expectFocus(label: string) {
  return expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")), {
      timeout: 5000,
    })
    .toBe(label);
}

/** The id of a status that the second ticket never gets. */
async function status(at: number): Promise<string> {
  return (await ana.call(readTicket, { number: numbers[at] ?? 0 })).statusId;
}

async function longLetter(): Promise<number> {
  for (const part of [1, 2, 3]) {
    const raw = [
      "From: Nora Bianchi <nora@bar.example>",
      "To: support@lariana.example",
      `Subject: ${part > 1 ? "Re: " : ""}A long letter`,
      `Message-ID: <letter${part}@bar.example>`,
      ...(part > 1 ? ["In-Reply-To: <letter1@bar.example>"] : []),
      `Date: ${new Date().toUTCString()}`,
      "MIME-Version: 1.0",
      "Content-Type: text/html; charset=utf-8",
      "",
      `<table><tr><td>${"<p style='margin:40px'>One paragraph</p>".repeat(12)}</td></tr></table>`,
      "",
    ].join("\r\n");
    const to = "support@lariana.example";
    const { code } = await hand(shop.program.smtpPort, { from: "nora@bar.example", to, raw });
    expect(code).toBe(250);
  }
  return until(
    async () =>
      (await ana.call(listTickets, { view: "open" })).items.find(
        ({ name }) => name === "A long letter",
      )?.number,
  );
}
