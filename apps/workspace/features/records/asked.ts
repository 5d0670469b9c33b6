import { useDebouncedValue } from "@mantine/hooks";
import { useSearch } from "@tanstack/react-router";

/** The words that a list of records is asked for, a moment after they were typed. */
export function useAsked(): string {
  const { q = "" } = useSearch({ strict: false });
  return useDebouncedValue(q.trim(), 150)[0];
}
