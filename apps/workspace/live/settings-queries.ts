import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listAudit } from "#contract/audit.ts";
import { readTestMail } from "#contract/channel-tests.ts";
import { listTokens } from "#contract/tokens.ts";
import { listSessions } from "#contract/sessions.ts";
import { countOpenTicketsOf, findUsers } from "#contract/users.ts";
import { listSenderRules } from "#contract/spam.ts";
import { call } from "./api.ts";
import { after, first, minutes, next } from "./asking.ts";

export type AuditFilter = Omit<Parameters<typeof call<typeof listAudit>>[1], "cursor" | "limit">;
export type UserFilter = Omit<Parameters<typeof call<typeof findUsers>>[1], "cursor" | "limit">;

/** What the pages of settings ask. */
export const settingsQueries = {
  audit: (filter: AuditFilter) =>
    infiniteQueryOptions({
      queryKey: ["audit", filter] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listAudit, { ...filter, ...after(pageParam), limit: 50 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: 15_000,
    }),

  /** As settings list them; beneath `users`, so that a changed user is asked for here, too. */
  foundUsers: (filter: UserFilter) =>
    infiniteQueryOptions({
      queryKey: ["users", "found", filter] as const,
      queryFn: ({ signal, pageParam }) =>
        call(findUsers, { ...filter, ...after(pageParam), limit: 50 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      placeholderData: keepPreviousData,
      staleTime: minutes(1),
    }),

  /** Asked when it matters: tickets change hands all day. */
  openTicketsOfUser: (id: string) =>
    queryOptions({
      queryKey: ["openTicketsOfUser", id] as const,
      queryFn: ({ signal }) => call(countOpenTicketsOf, { id }, { signal }),
    }),

  /** Whether a test mail has come in. The ledger's own events say when to ask again. */
  testMail: (testId: string) =>
    queryOptions({
      queryKey: ["testMail", testId] as const,
      queryFn: ({ signal }) => call(readTestMail, { testId }, { signal }),
    }),

  senderRules: () =>
    infiniteQueryOptions({
      queryKey: ["senderRules"] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listSenderRules, { ...after(pageParam), limit: 100 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: minutes(1),
    }),

  sessions: () =>
    queryOptions({
      queryKey: ["sessions"] as const,
      queryFn: ({ signal }) => call(listSessions, { limit: 200 }, { signal }),
      staleTime: 15_000,
    }),

  tokens: () =>
    queryOptions({
      queryKey: ["tokens"] as const,
      queryFn: ({ signal }) => call(listTokens, { limit: 200 }, { signal }),
      staleTime: minutes(1),
    }),
};
