import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listChannels } from "#contract/channels.ts";
import { listSendingDomains } from "#contract/domains.ts";
import { listCompanies, listContacts, readCompany, readContact } from "#contract/contacts.ts";
import { listSnippets, listTemplates } from "#contract/content.ts";
import { readDesk } from "#contract/desk.ts";
import { listOutbox, readOutboxMail } from "#contract/mail.ts";
import { type Session } from "#contract/people.ts";
import { listTeams } from "#contract/teams.ts";
import { listUsers, readUser } from "#contract/users.ts";
import { readSession } from "#contract/sign-in.ts";
import { listPipelines } from "#contract/pipelines.ts";
import { readCreateForm } from "#contract/forms.ts";
import { listProperties, type RecordKind } from "#contract/properties.ts";
import { listScheduled } from "#contract/scheduled.ts";
import { search } from "#contract/search.ts";
import { listTickets, readTicket } from "#contract/tickets.ts";
import { type Draft, type DraftKind, readDraft } from "#contract/drafts.ts";
import { listActivity } from "#contract/activity.ts";
import { listMessages } from "#contract/messages.ts";
import { listViews, type ViewId } from "#contract/views.ts";
import { call, isRefused } from "./api.ts";
import { attachedQueries } from "./attached.ts";
import { after, first, minutes, next } from "./asking.ts";
import { colleagueQueries } from "./colleague-queries.ts";
import { recordQueries } from "./record-queries.ts";
import { ledgerQueries } from "./ledger-queries.ts";
import { settingsQueries } from "./settings-queries.ts";

export type TicketFilter = {
  view?: ViewId;
  sort?: "newest" | "oldest";
  contactId?: string;
  companyId?: string;
  statusId?: string;
};

/** Every question the workspace asks, with its key: the one cache that `apply.ts` keeps true. */
export const queries = {
  ...attachedQueries,
  ...recordQueries,
  ...colleagueQueries,
  ...settingsQueries,
  ...ledgerQueries,

  /** null = nobody is signed in. Whose session ends stays known: sign-in comes over their page, which is drawn for them. */
  session: () =>
    queryOptions({
      queryKey: ["session"] as const,
      queryFn: ({ signal, client, queryKey }): Promise<Session | null> =>
        call(readSession, {}, { signal }).catch((error: unknown) => {
          if (isRefused(error, "signed_out", "desk_not_found"))
            return client.getQueryData<Session>(queryKey) ?? null;
          throw error;
        }),
      staleTime: minutes(10),
    }),

  desk: () =>
    queryOptions({
      queryKey: ["desk"] as const,
      queryFn: ({ signal }) => call(readDesk, {}, { signal }),
      staleTime: minutes(10),
    }),

  views: () =>
    queryOptions({
      queryKey: ["views"] as const,
      queryFn: ({ signal }) => call(listViews, {}, { signal }),
      staleTime: minutes(1),
    }),

  tickets: (filter: TicketFilter) =>
    infiniteQueryOptions({
      queryKey: ["tickets", filter] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listTickets, { ...filter, ...after(pageParam), limit: 50 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: minutes(1),
    }),

  ticket: (number: number) =>
    queryOptions({
      queryKey: ["ticket", number] as const,
      queryFn: ({ signal }) => call(readTicket, { number }, { signal }),
      staleTime: minutes(5),
    }),

  /** Newest page first; within a page the oldest message is first. */
  messages: (number: number) =>
    infiniteQueryOptions({
      queryKey: ["messages", number] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listMessages, { number, ...after(pageParam), limit: 30 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: minutes(5),
    }),

  /** Replies that are still to leave, the next one first. */
  scheduled: (number: number) =>
    queryOptions({
      queryKey: ["scheduled", number] as const,
      queryFn: ({ signal }) => call(listScheduled, { number }, { signal }),
      staleTime: minutes(5),
    }),

  activity: (number: number) =>
    infiniteQueryOptions({
      queryKey: ["activity", number] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listActivity, { number, ...after(pageParam) }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: minutes(1),
    }),

  /** null = there is none. */
  draft: (number: number, kind: DraftKind) =>
    queryOptions({
      queryKey: ["draft", number, kind] as const,
      queryFn: ({ signal }): Promise<Draft | null> =>
        call(readDraft, { number, kind }, { signal }).catch((error: unknown) => {
          if (isRefused(error, "draft_not_found")) return null;
          throw error;
        }),
      staleTime: minutes(1),
    }),

  pipelines: () =>
    queryOptions({
      queryKey: ["pipelines"] as const,
      queryFn: ({ signal }) => call(listPipelines, {}, { signal }),
      staleTime: minutes(30),
    }),

  properties: (kind: RecordKind = "ticket") =>
    queryOptions({
      queryKey: ["properties", kind] as const,
      queryFn: ({ signal }) => call(listProperties, { kind }, { signal }),
      staleTime: minutes(30),
    }),

  /** With archived ones, for those who define them. */
  allProperties: (kind: RecordKind) =>
    queryOptions({
      queryKey: ["properties", kind, "all"] as const,
      queryFn: ({ signal }) => call(listProperties, { kind, archived: true }, { signal }),
      staleTime: minutes(30),
    }),

  createForm: () =>
    queryOptions({
      queryKey: ["form", "create"] as const,
      queryFn: ({ signal }) => call(readCreateForm, {}, { signal }),
      staleTime: minutes(30),
    }),

  channels: () =>
    queryOptions({
      queryKey: ["channels"] as const,
      queryFn: ({ signal }) => call(listChannels, {}, { signal }),
      staleTime: minutes(30),
    }),

  /** Told of with the channels. */
  sendingDomains: () =>
    queryOptions({
      queryKey: ["channels", "domains"] as const,
      queryFn: ({ signal }) => call(listSendingDomains, {}, { signal }),
      staleTime: minutes(30),
    }),

  users: () =>
    queryOptions({
      queryKey: ["users"] as const,
      queryFn: ({ signal }) => everyUser(signal),
      staleTime: minutes(30),
    }),

  user: (id: string) =>
    queryOptions({
      queryKey: ["user", id] as const,
      queryFn: ({ signal }) => call(readUser, { id }, { signal }),
      staleTime: minutes(1),
    }),

  teams: () =>
    queryOptions({
      queryKey: ["teams"] as const,
      queryFn: ({ signal }) => everyTeam(signal),
      staleTime: minutes(30),
    }),

  contacts: (q: string) =>
    queryOptions({
      queryKey: ["contacts", q] as const,
      queryFn: ({ signal }) => call(listContacts, { ...(q ? { q } : {}), limit: 20 }, { signal }),
      placeholderData: keepPreviousData,
      staleTime: minutes(1),
    }),

  contact: (id: string) =>
    queryOptions({
      queryKey: ["contact", id] as const,
      queryFn: ({ signal }) => call(readContact, { id }, { signal }),
      staleTime: minutes(5),
    }),

  companies: (q: string) =>
    queryOptions({
      queryKey: ["companies", q] as const,
      queryFn: ({ signal }) => call(listCompanies, { ...(q ? { q } : {}), limit: 20 }, { signal }),
      placeholderData: keepPreviousData,
      staleTime: minutes(1),
    }),

  company: (id: string) =>
    queryOptions({
      queryKey: ["company", id] as const,
      queryFn: ({ signal }) => call(readCompany, { id }, { signal }),
      staleTime: minutes(5),
    }),

  search: (q: string, limit = 20) =>
    queryOptions({
      queryKey: ["search", q, limit] as const,
      queryFn: ({ signal }) => call(search, { q, limit }, { signal }),
      placeholderData: keepPreviousData,
      staleTime: 15_000,
      enabled: q.trim() !== "",
    }),

  snippets: () =>
    queryOptions({
      queryKey: ["snippets"] as const,
      queryFn: ({ signal }) => everyPage((place) => call(listSnippets, place, { signal })),
      staleTime: minutes(30),
    }),

  templates: () =>
    queryOptions({
      queryKey: ["templates"] as const,
      queryFn: ({ signal }) => everyPage((place) => call(listTemplates, place, { signal })),
      staleTime: minutes(30),
    }),

  outbox: () =>
    infiniteQueryOptions({
      queryKey: ["outbox"] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listOutbox, { ...after(pageParam), limit: 50 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: minutes(1),
    }),

  /** A mail that is not among those of the list yet: an old one, opened by its address. */
  outboxMail: (id: string) =>
    queryOptions({
      queryKey: ["outboxMail", id] as const,
      queryFn: ({ signal }) => call(readOutboxMail, { id }, { signal }),
      staleTime: minutes(30),
    }),
};

const everyUser = (signal: AbortSignal) => everyPage((place) => call(listUsers, place, { signal }));

const everyTeam = (signal: AbortSignal) => everyPage((place) => call(listTeams, place, { signal }));

type Paged<Item> = { items: Item[]; nextCursor: string | null };

/** A list that is short enough to have as a whole. */
async function everyPage<Item>(
  ask: (place: { limit: number; cursor?: string }) => Promise<Paged<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Paged<Item> = await ask({ limit: 200, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}
