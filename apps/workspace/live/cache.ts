import { QueryClient } from "@tanstack/react-query";
import { Refused } from "#contract/client.ts";

/** The one cache. Live events keep it true, so nothing is asked again merely because a window got the focus. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      gcTime: 30 * 60_000,
      retry: (times, error) => times < 3 && !isAnswer(error),
      retryDelay: (times) => Math.min(8000, 500 * 2 ** times),
    },
    mutations: { retry: false, networkMode: "always" },
  },
});

/** A refusal is an answer; only a lost network or a server in trouble is worth asking again. */
function isAnswer(error: unknown): boolean {
  return error instanceof Refused && error.problem.status < 500;
}
