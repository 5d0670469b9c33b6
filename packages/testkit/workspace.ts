/** Agents at the workspace of a running program: what a person does there, in words. */
import type { Page } from "playwright-core";
import { createChannel } from "#contract/channels.ts";
import { createClient } from "#contract/client.ts";
import type { Client } from "#contract/client.ts";
import { listOutbox, type OutboxMail, writeAsCustomer } from "#contract/mail.ts";
import { acceptInvitation, signIn } from "#contract/sign-in.ts";
import { inviteUser } from "#contract/users.ts";
import { setUp } from "#contract/setup.ts";
import { listTickets } from "#contract/tickets.ts";
import { goTo, openBrowser, type Visit } from "./browser.ts";
import { programDatabase } from "./cluster.ts";
import type { Sink } from "./mailbox.ts";
import { type Doors, startInside } from "./inside.ts";
import { startProgram } from "./program.ts";

const password = "nine green bicycles";
const patience = 60_000;

export type Agent = Visit & { name: string; call: Client; at: Hands };
export type Shop = Awaited<ReturnType<typeof openShop>>;
type Device = Parameters<Awaited<ReturnType<typeof openBrowser>>["visit"]>[1];

/**
 * A desk in a program of its own: an e-mail channel, Ana who owns it, Bo her colleague, customers who write. `settings` go
 * into the program's environment; its mail stays in the outbox preview, or leaves to `sink`.
 */
export async function openShop(settings: Record<string, string> = {}, sink?: Sink) {
  const change = { ...settings, ...(sink ? { SMTP_OUT_URL: sink.url } : {}) };
  const [program, browser] = await Promise.all([startOnCopy(change), openBrowser()]);
  const owner = await sessionOf(program, setUp.path, {
    deskName: "Lariana",
    name: "Ana Riva",
    email: "ana@lariana.example",
    password,
  });
  const boss = clientAs(program, owner);
  const channel = await boss(createChannel, {
    address: "support@lariana.example",
    name: "Support",
  });
  const letterTo = async (email: string) =>
    sink
      ? sink.caught.find(({ to }) => to.includes(email))?.mail.html
      : (await boss(listOutbox, { to: email })).items[0]?.html;
  const colleague = await invited(program, boss, "Bo Lund", "bo@lariana.example", letterTo);

  const enter = async (
    name: string,
    cookie: string,
    device: Device = {},
    at = program,
  ): Promise<Agent> => {
    const visit = await browser.visit(at.url, device);
    const [key = "", value = ""] = cookie.split("=");
    await visit.context.addCookies([{ name: key, value, url: at.url }]);
    return { ...visit, name, call: clientAs(at, cookie), at: handsOf(visit.page) };
  };

  return {
    program,
    channel,
    /** The same for everybody. */
    password,
    ana: await enter("Ana Riva", owner),
    bo: await enter("Bo Lund", colleague),
    /** The same Ana at another machine. */
    anaElsewhere: (device: Device = {}) => enter("Ana Riva", owner, device),
    /** Bo with a session of its own, for tests that end it; also at another server of the same desk. */
    boSignsIn: async (at = program) => {
      const body = { email: "bo@lariana.example", password };
      return enter("Bo Lund", await sessionOf(at, signIn.path, body), {}, at);
    },
    /** Somebody writes in, through the same door as real mail; answers the ticket's number. */
    customerWrites: async (
      subject: string,
      text = "It does not work.",
      email = "mara@example.com",
    ) => {
      await boss(writeAsCustomer, {
        channelId: channel.id,
        name: "Mara Rossi",
        email,
        subject,
        text,
      });
      return until(
        async () =>
          (await boss(listTickets, { limit: 50 })).items.find(({ name }) => name === subject)
            ?.number,
      );
    },
    /** The mail that has left with these words in it. */
    mailWith: (words: string): Promise<OutboxMail> =>
      until(async () =>
        (await boss(listOutbox, { limit: 50 })).items.find(({ text }) => text.includes(words)),
      ),
    close: async () => {
      await browser.close();
      await program.stop();
    },
  };
}

/** On a database of its own in the run's PostgreSQL; a process of its own where `change` names another database. */
export async function startOnCopy(change: Record<string, string> = {}): Promise<Doors> {
  if (change["DATABASE_URL"]) return startProgram(change);
  const { connectionString, drop } = await programDatabase();
  const program = await startInside({ ...change, DATABASE_URL: connectionString });
  const stop = async () => {
    await program.stop();
    await drop();
  };
  return { ...program, stop };
}

export type Hands = ReturnType<typeof handsOf>;

/** What the hands of an agent do on a page. */
function handsOf(page: Page) {
  const reply = page.getByRole("textbox", { name: "Reply to the customer" });
  const comment = page.getByRole("textbox", { name: "Internal comment" });
  return {
    goes: (path: string) => goTo(page, path),
    opens: async (number: number) => {
      await page.evaluate(() => performance.clearMarks());
      await goTo(page, `/tickets/open/${number}`);
      await page.waitForFunction(isPainted, number, { timeout: patience });
    },
    startsReply: async () => {
      await page.locator("[data-editor]").waitFor();
      await page.keyboard.press("r");
      await reply.and(page.locator(":focus")).waitFor();
    },
    startsComment: async () => {
      await page.locator("[data-editor]").waitFor();
      await page.keyboard.press("n");
      await comment.and(page.locator(":focus")).waitFor();
    },
    types: (words: string) => page.keyboard.type(words),
    sends: () => page.keyboard.press("Control+Enter"),
    sendsAnd: async (status: string) => {
      await page.getByRole("button", { name: /^Send and set status/ }).click();
      await page.getByRole("menuitem", { name: status }).click();
    },
    attaches: (...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
      page.getByTestId("attach").setInputFiles(files),
    waitsUntilSaved: () => page.getByTestId("draft-state").getByText("Saved").waitFor(),
    hasWritten: () => reply.innerText(),
    sees: (words: string | RegExp) => page.getByText(words).first().waitFor(),
    /** In the conversation, not in the editor. */
    reads: (words: string) =>
      page.getByRole("region", { name: "Conversation" }).getByText(words).first().waitFor(),
  };
}

/** Inside the page: its conversation can be read. */
function isPainted(number: number): boolean {
  return performance
    .getEntriesByName("conversation-painted")
    .some((mark) => mark instanceof PerformanceMark && mark.detail.number === number);
}

async function invited(
  program: Doors,
  boss: Client,
  name: string,
  email: string,
  letterTo: (email: string) => Promise<string | null | undefined>,
): Promise<string> {
  await boss(inviteUser, { name, email });
  const html = await until(() => letterTo(email));
  const token = /invitation\?token=([^"\s<&]+)/.exec(html)?.[1];
  if (!token) throw new Error("the invitation has no link");
  return sessionOf(program, acceptInvitation.path, {
    token: decodeURIComponent(token),
    name,
    password,
  });
}

/** Calls what signs somebody in, and answers the cookie. */
async function sessionOf(
  program: Doors,
  path: string,
  body: Record<string, string>,
): Promise<string> {
  const answer = await fetch(program.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: program.url },
    body: JSON.stringify(body),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
  if (!cookie) throw new Error(`nobody was signed in: ${answer.status} ${await answer.text()}`);
  return cookie;
}

function clientAs(program: Doors, cookie: string): Client {
  const send: typeof fetch = (url, options) =>
    fetch(url, { ...options, headers: { ...headersOf(options), cookie, origin: program.url } });
  return createClient({ baseUrl: program.url, fetch: send });
}

function headersOf(options: RequestInit | undefined): Record<string, string> {
  return Object.fromEntries(new Headers(options?.headers).entries());
}

/** Asks again until there is an answer. */
export async function until<T>(ask: () => Promise<T | undefined | null | false>): Promise<T> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((wait) => setTimeout(wait, 150));
  }
  throw new Error("it did not come");
}
