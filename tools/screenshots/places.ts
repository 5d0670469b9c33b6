/** Every screen there is, by the name of its sheet. */
import type { Page } from "playwright-core";

/** Of what the sample desk has: a contact, a company and a deal that belong together, two that may be one, and the rest. */
export type Ids = Record<
  "contact" | "company" | "deal" | "one" | "other" | "user" | "channel" | "pipeline",
  string
>;

export type Screen = {
  name: string;
  path: string | ((ids: Ids) => string);
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
  { name: "views", path: "/tickets/open?views=1" },
  { name: "spam", path: "/spam" },
  { name: "team", path: "/tickets/team" },
  { name: "table", path: "/tickets/open", layout: "table" },
  { name: "board", path: "/tickets/open", layout: "board" },
  { name: "empty-view", path: "/tickets/mentions" },
  { name: "create", path: "/tickets/open?panel=create" },
  { name: "edit-form", path: "/tickets/open?panel=form" },
  { name: "search", path: "/search?q=water" },
  { name: "palette", path: ticket, act: (page) => opens(page, "Control+k") },
  { name: "keys", path: ticket, act: (page) => opens(page, "Shift+?") },
  { name: "notifications", path: ticket, act: (page) => press(page, "g", "n") },
  { name: "reply", path: ticket, act: (page) => page.keyboard.press("r") },
  { name: "comment", path: ticket, act: (page) => page.keyboard.press("n") },
  { name: "outbox", path: "/outbox" },
  { name: "contacts", path: "/contacts" },
  { name: "contact-create", path: "/contacts?panel=create" },
  { name: "doubles", path: "/contacts/doubles" },
  { name: "contact", path: ({ contact }) => `/contacts/${contact}` },
  { name: "contact-edit", path: ({ contact }) => `/contacts/${contact}?panel=edit` },
  { name: "contact-mail", path: ({ contact }) => `/contacts/${contact}?panel=mail` },
  {
    name: "merge",
    path: ({ one, other }) => `/contacts/doubles?panel=merge&one=${one}&other=${other}`,
  },
  { name: "companies", path: "/companies" },
  { name: "company-create", path: "/companies?panel=create" },
  { name: "company", path: ({ company }) => `/companies/${company}` },
  { name: "company-mail", path: ({ company }) => `/companies/${company}?panel=mail` },
  { name: "deals", path: "/deals" },
  { name: "deal-create", path: "/deals?panel=create" },
  { name: "deal", path: ({ deal }) => `/deals/${deal}` },
  { name: "deal-mail", path: ({ deal }) => `/deals/${deal}?panel=mail` },
  { name: "arrange-cards", path: `${ticket}?details=1`, act: arrange },
  { name: "settings-profile", path: "/settings/profile" },
  { name: "settings-notifications", path: "/settings/notifications" },
  { name: "settings-security", path: "/settings/security" },
  { name: "settings-tokens", path: "/settings/tokens" },
  { name: "settings-token", path: "/settings/tokens/new" },
  { name: "settings-users", path: "/settings/users" },
  { name: "settings-invite", path: "/settings/users/new" },
  { name: "settings-user", path: ({ user }) => `/settings/users/${user}` },
  { name: "settings-desk", path: "/settings/desk" },
  { name: "settings-teams", path: "/settings/teams" },
  { name: "settings-team", path: "/settings/teams/new" },
  { name: "settings-channels", path: "/settings/channels" },
  { name: "settings-channel", path: "/settings/channels/new" },
  { name: "settings-channel-one", path: ({ channel }) => `/settings/channels/${channel}` },
  { name: "settings-domains", path: "/settings/domains" },
  { name: "settings-senders", path: "/settings/senders" },
  { name: "settings-sender", path: "/settings/senders/new" },
  { name: "settings-pipelines", path: "/settings/pipelines" },
  { name: "settings-pipeline", path: ({ pipeline }) => `/settings/pipelines/${pipeline}` },
  { name: "settings-ledger", path: "/settings/ledger" },
  { name: "settings-properties", path: "/settings/properties" },
  { name: "settings-property", path: "/settings/properties/ticket.new" },
  { name: "settings-snippets", path: "/settings/snippets" },
  { name: "settings-snippet", path: "/settings/snippets/new" },
  { name: "settings-templates", path: "/settings/templates" },
  { name: "settings-template", path: "/settings/templates/new" },
  { name: "settings-audit", path: "/settings/audit" },
  { name: "not-found", path: "/tickets/open/999999" },
  // The last ones: nobody is signed in any more.
  { name: "sign-in", path: "/settings/profile", act: signOut },
  { name: "forgot-password", path: "/forgot-password" },
  { name: "reset-password", path: "/reset-password?token=x" },
  { name: "invitation", path: "/invitation?token=x" },
];

function arrange(page: Page) {
  return page.locator("[data-arrange]").click();
}

async function signOut(page: Page) {
  await page.context().clearCookies();
  await page.goto("/sign-in");
}

/** What lies over the page comes when its code has. */
async function opens(page: Page, keys: string) {
  await page.keyboard.press(keys);
  await page.getByRole("dialog").first().waitFor();
}

async function press(page: Page, ...keys: string[]) {
  for (const key of keys) await page.keyboard.press(key);
}
