/** Real SMTP in and a real SMTP sink out: the customer's mail, the answer as their mail program gets it, and theirs again. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listPipelines } from "#contract/pipelines.ts";
import { listTickets, readTicket, updateTicket } from "#contract/tickets.ts";
import { type Caught, hand, letter, mailbox, type Sink } from "#testkit/mailbox.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let sink: Sink;
let shop: Shop;
let number: number;
let answer: Caught;

beforeAll(async () => {
  sink = await mailbox();
  shop = await openShop({}, sink);
});

afterAll(async () => {
  await shop?.close();
  await sink?.close();
});

const support = "support@lariana.example";
const nora = { from: "Nora Bianchi <nora@bar.example>", to: support };
const pdf = Buffer.from("%PDF-1.4\n% a manual\n");
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test("S9: a mail by SMTP is a ticket in the open workspace", async () => {
  await shop.ana.page.goto("/tickets/unassigned");
  await write(letter({ ...nora, subject: "No steam", id: "<first@bar.example>" }));

  const row = shop.ana.page.locator("[data-ticket-row]", { hasText: "No steam" });
  await row.waitFor();
  number = Number(await row.getAttribute("data-ticket-row"));
});

test("S13: the answer leaves by SMTP with its file and its picture, in the customer's thread", async () => {
  const { ana } = shop;
  await ana.at.opens(number);
  await ana.at.startsReply();
  await ana.at.types("Clean the valve as shown. ");
  await ana.at.attaches({ name: "manual.pdf", mimeType: "application/pdf", buffer: pdf });
  await ana.page.getByRole("list", { name: "Attachments" }).getByText("manual.pdf").waitFor();
  await ana.at.attaches({ name: "valve.png", mimeType: "image/png", buffer: dot });
  await ana.page.locator("[data-editor] img[data-file]").waitFor();
  await ana.at.sends();

  answer = await until(async () => sink.caught.find(({ to }) => to.includes("nora@bar.example")));
  const { mail } = answer;
  expect(mail.inReplyTo).toEqual(["<first@bar.example>"]);
  expect(mail.references).toContain("<first@bar.example>");
  const files = new Map(mail.attachments.map((file) => [file.name, file]));
  expect(files.get("manual.pdf")?.content.equals(pdf)).toBe(true);
  const picture = files.get("valve.png");
  expect(picture?.content.equals(dot)).toBe(true);
  expect(mail.html).toContain(`cid:${picture?.contentId}`);
  await ana.page.getByRole("region", { name: "Conversation" }).getByText("Sent").first().waitFor();
});

test("S11: their answer joins the ticket by In-Reply-To and opens it again", async () => {
  const { ana } = shop;
  await close(number);
  await write(
    letter({
      ...nora,
      subject: "Re: No steam",
      text: "The valve was it, but now it drips.",
      inReplyTo: answer.mail.messageId ?? "",
    }),
  );

  await ana.at.reads("The valve was it, but now it drips.");
  expect((await ana.call(readTicket, { number })).open).toBe(true);
  expect((await ana.call(listTickets, { limit: 50 })).items).toHaveLength(1);
});

async function write(raw: string) {
  const envelope = { from: "nora@bar.example", to: support, raw };
  expect((await hand(shop.program.smtpPort, envelope)).code).toBe(250);
}

async function close(closing: number) {
  const { items } = await shop.ana.call(listPipelines, {});
  const closed = items[0]?.statuses.find(({ kind }) => kind === "closed");
  await shop.ana.call(updateTicket, { number: closing, statusId: closed?.id ?? "" });
}
