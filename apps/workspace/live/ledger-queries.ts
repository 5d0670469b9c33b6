import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { linkTo } from "#contract/client.ts";
import { readLedger, readLedgerEntry, readLedgerSource } from "#contract/ledger.ts";
import { listAlarms, readChannelHealth } from "#contract/mail-alarms.ts";
import { listMailWorks, listRereadings, readMailWork } from "#contract/mail-works.ts";
import type { SentTo } from "#contract/operation.ts";
import { after, first, next } from "./asking.ts";
import { call } from "./api.ts";

export type LedgerFilter = Omit<SentTo<typeof readLedger>, "limit" | "cursor">;

/** Characters of a mail that are shown as they came; the rest is in the file. */
const longestSource = 200_000;

/** Questions about mail and what became of it. */
export const ledgerQueries = {
  ledger: (filter: LedgerFilter = {}) =>
    infiniteQueryOptions({
      queryKey: ["ledger", "list", filter] as const,
      queryFn: ({ signal, pageParam }) =>
        call(readLedger, { ...filter, ...after(pageParam), limit: 100 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: 15_000,
    }),

  ledgerEntry: (id: string) =>
    queryOptions({
      queryKey: ["ledger", "entry", id] as const,
      queryFn: ({ signal }) => call(readLedgerEntry, { id }, { signal }),
    }),

  /** The beginning of a mail, byte by byte as text. */
  ledgerSource: (id: string) =>
    queryOptions({
      queryKey: ["ledgerSource", id] as const,
      queryFn: async ({ signal }) => {
        const answer = await fetch(linkTo(readLedgerSource, { id }), { signal });
        if (!answer.ok) throw new Error("the source was not read");
        const bytes = await answer.arrayBuffer();
        const text = new TextDecoder().decode(bytes.slice(0, longestSource));
        return { text, cut: bytes.byteLength > longestSource };
      },
      staleTime: Number.POSITIVE_INFINITY,
    }),

  mailWorks: (filter: SentTo<typeof listMailWorks> = {}) =>
    queryOptions({
      queryKey: ["mailWorks", filter] as const,
      queryFn: ({ signal }) => call(listMailWorks, { limit: 10, ...filter }, { signal }),
      staleTime: 15_000,
    }),

  mailAlarms: () =>
    queryOptions({
      queryKey: ["mailAlarms"] as const,
      queryFn: ({ signal }) => call(listAlarms, {}, { signal }),
      staleTime: 60_000,
    }),

  channelHealth: (id: string) =>
    queryOptions({
      queryKey: ["channelHealth", id] as const,
      queryFn: ({ signal }) => call(readChannelHealth, { id }, { signal }),
      // When it is tried again moves without a word.
      refetchInterval: 15_000,
    }),

  mailWork: (id: string) =>
    queryOptions({
      queryKey: ["mailWorks", "one", id] as const,
      queryFn: ({ signal }) => call(readMailWork, { id }, { signal }),
    }),

  rereadings: (id: string) =>
    infiniteQueryOptions({
      queryKey: ["mailWorks", "rereadings", id] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listRereadings, { id, ...after(pageParam), limit: 50 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
    }),
};
