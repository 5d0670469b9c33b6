import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { ViewId } from "#contract/views.ts";
import { prefetchTicket } from "../live/ahead.ts";
import { cache } from "../live/cache.ts";
import { queries } from "../live/queries.ts";
import { lastView } from "./layout.ts";
import { Failed, NotFound } from "./Mishaps.tsx";
import { afterSignIn, requireSession, requireSetup } from "./gate.ts";

/** What the address says beside the path: everything that a reload must bring back. */
export type Search = {
  sort?: "oldest" | undefined;
  /** Whose statuses are the columns of the board, where it is not the default pipeline. */
  pipeline?: string | undefined;
  /** A panel at the right in place of the details. */
  panel?: "create" | "form" | undefined;
  /** On narrow screens: the details are shown. */
  details?: 1 | undefined;
  /** Which side of the details is in front, where it is not the first. */
  tab?: "activity" | "access" | undefined;
  /** On small screens: the views are in front of the list. */
  views?: 1 | undefined;
  q?: string | undefined;
};

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Failed,
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  beforeLoad: requireSetup,
  component: lazyRouteComponent(() => import("./doors.tsx"), "SetUpDoor"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search["to"] === "string" ? { to: search["to"] } : {},
  beforeLoad: ({ search }) => afterSignIn(search.to),
  component: lazyRouteComponent(() => import("./doors.tsx"), "SignInDoor"),
});

const token = (search: Record<string, unknown>): { token: string } => ({
  token: typeof search["token"] === "string" ? search["token"] : "",
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  validateSearch: token,
  component: lazyRouteComponent(() => import("./doors.tsx"), "InvitationDoor"),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  validateSearch: token,
  component: lazyRouteComponent(() => import("./doors.tsx"), "ResetPasswordDoor"),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  component: lazyRouteComponent(
    () => import("../features/sign-in/ForgotPassword.tsx"),
    "ForgotPassword",
  ),
});

const desk = createRoute({
  getParentRoute: () => root,
  id: "desk",
  beforeLoad: ({ location }) => requireSession(location.href),
  component: lazyRouteComponent(() => import("./Desk.tsx"), "Desk"),
});

/** A mail program that does not stop the mails by itself opens their link here: the settings say what comes by mail. */
const stopMails = createRoute({
  getParentRoute: () => desk,
  path: "/unsubscribe/$mark",
  component: () => <Navigate to="/settings/$page" params={{ page: "notifications" }} replace />,
});

const home = createRoute({
  getParentRoute: () => desk,
  path: "/",
  component: () => <Navigate to="/tickets/$view" params={{ view: lastView() }} replace />,
});

const workspace = createRoute({
  getParentRoute: () => desk,
  id: "workspace",
  validateSearch: (search: Record<string, unknown>): Search => ({
    ...(search["sort"] === "oldest" ? { sort: "oldest" } : {}),
    ...(search["panel"] === "create" || search["panel"] === "form"
      ? { panel: search["panel"] }
      : {}),
    ...(typeof search["pipeline"] === "string" ? { pipeline: search["pipeline"] } : {}),
    ...(search["tab"] === "activity" || search["tab"] === "access" ? { tab: search["tab"] } : {}),
    ...(String(search["details"]) === "1" ? { details: 1 } : {}),
    ...(String(search["views"]) === "1" ? { views: 1 } : {}),
    ...(typeof search["q"] === "string" || typeof search["q"] === "number"
      ? { q: `${search["q"]}` }
      : {}),
  }),
  component: lazyRouteComponent(() => import("./Workspace.tsx"), "Workspace"),
});

/** Asks for the list while the code that draws it is still on its way. */
function readAhead(view: ViewId, sort: "oldest" | undefined): void {
  void cache.prefetchInfiniteQuery(queries.tickets(sort ? { view, sort } : { view }));
}

const isView = (view: string): view is ViewId => ViewId.safeParse(view).success;

const parseView = {
  parse: ({ view }: { view: string }) => {
    if (!isView(view)) throw redirect({ to: "/" });
    return { view };
  },
  stringify: ({ view }: { view: ViewId }) => ({ view }),
};

const parseNumber = (given: string) => {
  if (!/^\d{1,12}$/.test(given) || Number(given) === 0) throw redirect({ to: "/" });
  return Number(given);
};

const view = createRoute({
  getParentRoute: () => workspace,
  path: "/tickets/$view",
  params: parseView,
  beforeLoad: ({ params, search }) => readAhead(params.view, search.sort),
});
const ticket = createRoute({
  getParentRoute: () => workspace,
  path: "/tickets/$view/$number",
  params: {
    parse: ({ view, number }: { view: string; number: string }) => ({
      ...parseView.parse({ view }),
      number: parseNumber(number),
    }),
    stringify: ({ view, number }: { view: ViewId; number: number }) => ({
      view,
      number: String(number),
    }),
  },
  beforeLoad: ({ params, search }) => {
    readAhead(params.view, search.sort);
    prefetchTicket(params.number);
  },
});
const search = createRoute({ getParentRoute: () => workspace, path: "/search" });
const searchHit = createRoute({
  getParentRoute: () => workspace,
  path: "/search/$number",
  params: {
    parse: ({ number }: { number: string }) => ({ number: parseNumber(number) }),
    stringify: ({ number }: { number: number }) => ({ number: String(number) }),
  },
});

/** What is opened beside a list is a part of its page: the list stands, with its focus and its place. */
const outbox = createRoute({
  getParentRoute: () => desk,
  path: "/outbox",
  component: lazyRouteComponent(() => import("./doors.tsx"), "OutboxDoor"),
});
const outboxMail = createRoute({ getParentRoute: () => outbox, path: "$id" });
const spam = createRoute({
  getParentRoute: () => desk,
  path: "/spam",
  component: lazyRouteComponent(() => import("./doors.tsx"), "SpamDoor"),
});
const spamItem = createRoute({ getParentRoute: () => spam, path: "$id" });

/** Of a list of records, with one of them beside it. */
export type RecordSearch = {
  q?: string | undefined;
  /** A panel at the right: a new record, or a change of the one that is opened. */
  panel?: RecordPanel | undefined;
  /** With the panel to merge: the other one; and where nothing is opened, the first of the two. */
  other?: string | undefined;
  one?: string | undefined;
};
const recordPanels = ["create", "edit", "merge", "mail"] as const;
type RecordPanel = (typeof recordPanels)[number];
const panelIn = (given: unknown) => recordPanels.find((panel) => panel === given);
const recordSearch = (search: Record<string, unknown>): RecordSearch => ({
  ...(typeof search["q"] === "string" || typeof search["q"] === "number"
    ? { q: `${search["q"]}` }
    : {}),
  ...(panelIn(search["panel"]) ? { panel: panelIn(search["panel"]) } : {}),
  ...(typeof search["other"] === "string" ? { other: search["other"] } : {}),
  ...(typeof search["one"] === "string" ? { one: search["one"] } : {}),
});
const contacts = createRoute({
  getParentRoute: () => desk,
  path: "/contacts",
  validateSearch: recordSearch,
  component: lazyRouteComponent(() => import("./record-doors.tsx"), "ContactsDoor"),
});
const contact = createRoute({ getParentRoute: () => contacts, path: "$id" });
const contactDoubles = createRoute({ getParentRoute: () => contacts, path: "doubles" });
const companies = createRoute({
  getParentRoute: () => desk,
  path: "/companies",
  validateSearch: recordSearch,
  component: lazyRouteComponent(() => import("./record-doors.tsx"), "CompaniesDoor"),
});
const company = createRoute({ getParentRoute: () => companies, path: "$id" });
const companyDoubles = createRoute({ getParentRoute: () => companies, path: "doubles" });

const deals = createRoute({
  getParentRoute: () => desk,
  path: "/deals",
  validateSearch: recordSearch,
  component: lazyRouteComponent(() => import("./record-doors.tsx"), "DealsDoor"),
});
const deal = createRoute({ getParentRoute: () => deals, path: "$id" });

/** What the audit log, the users and the ledger are narrowed to; `state` and `code` are also what a provider of mailboxes sends back. */
const narrowing = [
  ...(["by", "kind", "from", "until", "q", "role", "team", "state", "code"] as const),
  ...(["fate", "channel", "via", "work"] as const),
] as const;
type SettingsSearch = { [Key in (typeof narrowing)[number]]?: string };

const settingsHome = createRoute({
  getParentRoute: () => desk,
  path: "/settings",
  component: lazyRouteComponent(() => import("./doors.tsx"), "SettingsHomeDoor"),
});
const settings = createRoute({
  getParentRoute: () => desk,
  path: "/settings/$page",
  validateSearch: (search: Record<string, unknown>): SettingsSearch =>
    Object.fromEntries(
      narrowing.flatMap((key) => (typeof search[key] === "string" ? [[key, search[key]]] : [])),
    ),
  component: lazyRouteComponent(() => import("./doors.tsx"), "SettingsDoor"),
});
const settingsItem = createRoute({ getParentRoute: () => settings, path: "$item" });

export const router = createRouter({
  routeTree: root.addChildren([
    setup,
    signIn,
    invitation,
    resetPassword,
    forgotPassword,
    desk.addChildren([
      home,
      stopMails,
      workspace.addChildren([view, ticket, search, searchHit]),
      contacts.addChildren([contactDoubles, contact]),
      companies.addChildren([companyDoubles, company]),
      deals.addChildren([deal]),
      outbox.addChildren([outboxMail]),
      spam.addChildren([spamItem]),
      settingsHome,
      settings.addChildren([settingsItem]),
    ]),
  ]),
  defaultPreload: false,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Who is it? Asked before anything else has arrived. */
void cache.prefetchQuery(queries.session());
