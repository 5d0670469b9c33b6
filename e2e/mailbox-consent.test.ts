import { afterAll, beforeAll, expect, test } from "vitest";
import { listChannels } from "#contract/channels.ts";
import { type ImapPeer, imapPeer } from "#testkit/imap-peer.ts";
import { letter } from "#testkit/mailbox.ts";
import { type OauthPeer, oauthPeer } from "#testkit/oauth-peer.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

let provider: OauthPeer;
let server: ImapPeer;
let shop: Shop;
beforeAll(async () => {
  provider = await oauthPeer();
  server = await imapPeer({ accepts: provider.accepts });
  shop = await openShop({
    ...provider.config,
    OAUTH_GOOGLE_IMAP_URL: `imap://127.0.0.1:${server.port}`,
  });
}, 120_000);
afterAll(async () => {
  await shop.close();
  await provider.close();
  await server.close();
});

test("a mailbox of Google is connected without a password, and connected again when the consent was taken back", async () => {
  const { page, call } = shop.ana;
  const address = "sales@lariana.example";
  await page.goto("/settings/channels/new");
  await page.getByLabel("Address", { exact: true }).fill(address);
  await page.getByText("Fetched by IMAP").click();
  await page.getByRole("button", { name: "Connect with Google" }).click();
  await page.getByText(`Connected with Google as ${address}.`).waitFor();
  expect(new URL(page.url()).search).toBe("");

  provider.revoke();
  server.cut();
  await page.getByText("Google no longer lets Sportello read this mailbox.").waitFor();
  server.append(letter({ to: address, subject: "While it was closed" }));
  await page.getByRole("button", { name: "Connect again" }).click();
  await page.getByText(`Connected with Google as ${address}.`).waitFor();
  await page.goto("/tickets/unassigned");
  await page.getByText("While it was closed").first().waitFor();
  const { items } = await call(listChannels, {});
  expect(items.find((one) => one.address === address)?.consent).toMatchObject({ state: "ok" });
}, 120_000);
