import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { readTicketAccess } from "#contract/access.ts";
import { listCommentVersions, whoCannotSee } from "#contract/comments.ts";
import { listNotifications, readNotificationSettings } from "#contract/notifications.ts";
import { readPush } from "#contract/push.ts";
import { call } from "./api.ts";
import { after, first, minutes, next } from "./asking.ts";

/** The questions of working on tickets together, and of being told what others do. */
export const colleagueQueries = {
  /** What a comment said before this edition. */
  commentVersions: (number: number, messageId: string, edition: number) =>
    infiniteQueryOptions({
      queryKey: ["commentVersions", number, messageId, edition] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listCommentVersions, { number, messageId, ...after(pageParam) }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: minutes(5),
    }),

  access: (number: number) =>
    infiniteQueryOptions({
      queryKey: ["access", number] as const,
      queryFn: ({ signal, pageParam }) =>
        call(readTicketAccess, { number, ...after(pageParam) }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: minutes(1),
    }),

  notifications: () =>
    infiniteQueryOptions({
      queryKey: ["notifications"] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listNotifications, { ...after(pageParam), limit: 30 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: minutes(1),
    }),

  /** Whom among these users and teams a mention on the ticket would not reach, and whom sharing it would help. */
  blind: (number: number, ids: readonly string[]) =>
    queryOptions({
      queryKey: ["blind", number, ids] as const,
      queryFn: ({ signal }) => call(whoCannotSee, { number, ids: [...ids] }, { signal }),
      placeholderData: keepPreviousData,
      staleTime: minutes(1),
      enabled: ids.length > 0,
    }),

  /** The desk's key, and the browsers of mine that notifications go to. */
  push: () =>
    queryOptions({
      queryKey: ["push"] as const,
      queryFn: ({ signal }) => call(readPush, {}, { signal }),
      staleTime: minutes(1),
    }),

  notificationSettings: () =>
    queryOptions({
      queryKey: ["notificationSettings"] as const,
      queryFn: ({ signal }) => call(readNotificationSettings, {}, { signal }),
      staleTime: minutes(5),
    }),
};
