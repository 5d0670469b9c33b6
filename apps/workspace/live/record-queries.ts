import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listCompanies, listContacts } from "#contract/contacts.ts";
import { listDeals, readDeal } from "#contract/deals.ts";
import { listDoubles } from "#contract/doubles.ts";
import { describeFile } from "#contract/files.ts";
import { listCompanyDoubles, listContactDoubles } from "#contract/merges.ts";
import { readCompanyTimeline, readContactTimeline, readDealTimeline } from "#contract/timeline.ts";
import { call } from "./api.ts";
import { after, first, minutes, next } from "./asking.ts";

/** The questions of the pages of contacts, companies and deals. */
export const recordQueries = {
  /** The list of a page, by name. */
  contactPages: (filter: { q?: string; companyId?: string; hasEmail?: boolean }) =>
    infiniteQueryOptions({
      queryKey: ["contacts", "pages", filter] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listContacts, { ...filter, ...after(pageParam), limit: 100 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      placeholderData: keepPreviousData,
      staleTime: minutes(1),
    }),

  companyPages: (filter: { q?: string }) =>
    infiniteQueryOptions({
      queryKey: ["companies", "pages", filter] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listCompanies, { ...filter, ...after(pageParam), limit: 100 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      placeholderData: keepPreviousData,
      staleTime: minutes(1),
    }),

  dealPages: (filter: {
    q?: string;
    contactId?: string;
    companyId?: string;
    ticketNumber?: number;
  }) =>
    infiniteQueryOptions({
      queryKey: ["deals", "pages", filter] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listDeals, { ...filter, ...after(pageParam), limit: 100 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      placeholderData: keepPreviousData,
      staleTime: minutes(1),
    }),

  deal: (id: string) =>
    queryOptions({
      queryKey: ["deal", id] as const,
      queryFn: ({ signal }) => call(readDeal, { id }, { signal }),
      staleTime: minutes(5),
    }),

  /** A file never changes; whether one may see it is asked again when what carries it has changed. */
  file: (id: string) =>
    queryOptions({
      queryKey: ["file", id] as const,
      queryFn: ({ signal }) => call(describeFile, { id }, { signal }),
      staleTime: Infinity,
    }),

  /** Of the whole desk, two and two. */
  doubles: (kind: "contact" | "company") =>
    infiniteQueryOptions({
      queryKey: [kind === "contact" ? "contacts" : "companies", "doubles"] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listDoubles, { kind, ...after(pageParam), limit: 25 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: minutes(1),
    }),

  contactDoubles: (id: string) =>
    queryOptions({
      queryKey: ["contacts", "doubles of", id] as const,
      queryFn: ({ signal }) => call(listContactDoubles, { id }, { signal }),
      staleTime: minutes(5),
    }),

  companyDoubles: (id: string) =>
    queryOptions({
      queryKey: ["companies", "doubles of", id] as const,
      queryFn: ({ signal }) => call(listCompanyDoubles, { id }, { signal }),
      staleTime: minutes(5),
    }),

  timeline: (kind: keyof typeof timelines, id: string) =>
    infiniteQueryOptions({
      queryKey: ["timeline", kind, id] as const,
      queryFn: ({ signal, pageParam }) =>
        call(timelines[kind], { id, ...after(pageParam), limit: 40 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: minutes(1),
    }),
};

const timelines = {
  contact: readContactTimeline,
  company: readCompanyTimeline,
  deal: readDealTimeline,
};
