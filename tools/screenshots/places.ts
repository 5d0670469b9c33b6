/** Every screen there is, by the name of its sheet. */
import type { Page } from "playwright-core";

export type Screen = {
  name: string;
  path: string | ((ids: { contact: string }) => string);
  layout?: "split" | "table" | "board";
  /** What a person does there before the picture is taken. */
  act?: (page: Page) => Promise<unknown>;
};

/** A ticket of the sample desk with a conversation worth reading. */
const ticket = "/tickets/open/1052";

export const screens: readonly Screen[] = [
  { name: "ticket", path: ticket },
  { name: "activity", path: `${ticket}?tab=activity&details=1` },
  { name: "access", path: `${ticket}?tab=access&details=1` },
  { name: "list", path: "/tickets/unassigned" },
  { name: "team", path: "/tickets/team" },
  { name: "table", path: "/tickets/open", layout: "table" },
  { name: "board", path: "/tickets/open", layout: "board" },
  { name: "empty-view", path: "/tickets/mentions" },
  { name: "create", path: "/tickets/open?panel=create" },
  { name: "edit-form", path: "/tickets/open?panel=form" },
  { name: "search", path: "/search?q=water" },
  { name: "palette", path: ticket, act: (page) => page.keyboard.press("Control+k") },
  { name: "keys", path: ticket, act: (page) => page.keyboard.press("Shift+?") },
  { name: "notifications", path: ticket, act: (page) => press(page, "g", "n") },
  { name: "reply", path: ticket, act: (page) => page.keyboard.press("r") },
  { name: "comment", path: ticket, act: (page) => page.keyboard.press("n") },
  { name: "outbox", path: "/outbox" },
  { name: "contacts", path: "/contacts" },
  { name: "doubles", path: "/contacts/doubles" },
  { name: "contact", path: ({ contact }) => `/contacts/${contact}` },
  { name: "companies", path: "/companies" },
  { name: "deals", path: "/deals" },
  { name: "settings-profile", path: "/settings/profile" },
  { name: "settings-notifications", path: "/settings/notifications" },
  { name: "settings-security", path: "/settings/security" },
  { name: "settings-tokens", path: "/settings/tokens" },
  { name: "settings-users", path: "/settings/users" },
  { name: "settings-desk", path: "/settings/desk" },
  { name: "settings-teams", path: "/settings/teams" },
  { name: "settings-channels", path: "/settings/channels" },
  { name: "settings-channel", path: "/settings/channels/new" },
  { name: "settings-pipelines", path: "/settings/pipelines" },
  { name: "settings-ledger", path: "/settings/ledger" },
  { name: "settings-properties", path: "/settings/properties" },
  { name: "settings-snippets", path: "/settings/snippets" },
  { name: "settings-templates", path: "/settings/templates" },
  { name: "settings-audit", path: "/settings/audit" },
];

async function press(page: Page, ...keys: string[]) {
  for (const key of keys) await page.keyboard.press(key);
}
