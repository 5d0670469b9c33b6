import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "./queries.ts";

/** The loaded part of a conversation, oldest first, and how to load more of it. */
export function useConversation(number: number) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, error } = useInfiniteQuery(
    queries.messages(number),
  );
  const messages = useMemo(() => data?.pages.toReversed().flatMap((page) => page.items), [data]);
  return {
    messages,
    older: hasNextPage,
    loadingOlder: isFetchingNextPage,
    loadOlder: fetchNextPage,
    error,
  };
}
