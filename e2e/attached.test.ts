/** What comes with a mail, as the agent meets it: an invitation, a contact card, a mail in the mail, a signature. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listTickets } from "#contract/tickets.ts";
import { faultsOf } from "#testkit/browser.ts";
import { hand, letter } from "#testkit/mailbox.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(() => shop?.close());

const part = (headers: string, body: string) => `--b\r\n${headers}\r\n\r\n${body}\r\n`;

async function mailOf(subject: string, ...parts: string[]): Promise<number> {
  const to = shop.channel.address;
  const headers = { "Content-Type": 'multipart/mixed; boundary="b"' };
  const raw = letter({ to, subject, headers, text: `${parts.join("")}--b--` });
  expect((await hand(shop.program.smtpPort, { to, raw })).code).toBe(250);
  return until(
    async () =>
      (await shop.ana.call(listTickets, {})).items.find(({ name }) => name === subject)?.number,
  );
}

const invitation = [
  "BEGIN:VCALENDAR",
  "METHOD:REQUEST",
  "BEGIN:VEVENT",
  "SUMMARY:Repair on site",
  "DTSTART:20260720T123000Z",
  "DTEND:20260720T133000Z",
  "RRULE:FREQ=WEEKLY;COUNT=3",
  "LOCATION:Via Roma 1\\, Como",
  "ORGANIZER;CN=Mara Rossi:mailto:mara@fiatlux.example",
  "ATTENDEE;CN=Bo Lund;PARTSTAT=ACCEPTED:mailto:bo@lariana.example",
  "END:VEVENT",
  "END:VCALENDAR",
].join("\r\n");
const person = [
  "BEGIN:VCARD",
  "FN:Cy Ek",
  "ORG:Ek & Sons",
  "TEL:+46 70 1",
  "EMAIL:cy@ek.example",
  "END:VCARD",
].join("\r\n");
const deeper = "From: Cy <cy@ek.example>\r\nSubject: Deeper\r\n\r\nAt the bottom of it";
const complaint = [
  "From: Cy <cy@ek.example>",
  "Subject: The first complaint",
  'Content-Type: multipart/mixed; boundary="i"',
  "",
  "--i",
  "Content-Type: text/html",
  "",
  "<p>It <b>burns</b>.</p>",
  "--i",
  "Content-Type: message/rfc822",
  "",
  deeper,
  "--i--",
].join("\r\n");

test("is a card that says what, when, where and who; mails open, one in the other; a signature is told", async () => {
  const { page, at, complaints } = shop.ana;
  const number = await mailOf(
    "With everything",
    part("Content-Type: text/plain", "See below."),
    part("Content-Type: text/calendar; method=REQUEST", invitation),
    part("Content-Type: text/vcard; name=cy.vcf", person),
    part("Content-Type: message/rfc822", complaint),
    part("Content-Type: application/pgp-signature; name=signature.asc", "x"),
  );

  await at.opens(number);
  const event = page.getByRole("region", { name: "Event: Repair on site" });
  await event.getByText("Invitation").waitFor();
  await event.getByText("Via Roma 1, Como").waitFor();
  await event.getByText("Mara Rossi (organiser)").waitFor();
  await event.getByText("20 July 2026").or(event.getByText("July 20, 2026")).first().waitFor();
  await event.getByText("Every week, 3 times").waitFor();
  await page.getByRole("region", { name: "Contact card: Cy Ek" }).getByText("+46 70 1").waitFor();
  await page.getByText("Signed with PGP").waitFor();
  expect(await faultsOf(page)).toEqual([]);

  const opener = page.getByRole("button", { name: "Open The first complaint.eml" });
  await opener.press("Enter");
  const dialog = page.getByRole("dialog", { name: "The first complaint" });
  await dialog.frameLocator("iframe").getByText("It burns.").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Open", exact: true }).click();
  const inner = page.getByRole("dialog", { name: "Deeper" });
  await inner.frameLocator("iframe").getByText("At the bottom of it").waitFor();
  await inner.getByRole("button", { name: "Back to the mail around it" }).click();
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await opener.and(page.locator(":focus")).waitFor();
  expect(complaints).toEqual([]);
});
