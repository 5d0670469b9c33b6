import { useCallback } from "react";

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): unknown };

/** Asks for the next page of a list, once at a time: for when its end comes into view. */
export function useNextPage({ hasNextPage, isFetchingNextPage, fetchNextPage }: Pages) {
  return useCallback(
    () => void (hasNextPage && !isFetchingNextPage && fetchNextPage()),
    [hasNextPage, isFetchingNextPage, fetchNextPage],
  );
}
