import { useLingui } from "@lingui/react/macro";

/** How many open tickets, where there are any. */
export function OpenTickets({ count }: { count: number }) {
  const { t } = useLingui();
  if (count === 0) return null;
  return (
    <span title={t`Open tickets: ${count}`} role="img" aria-label={t`Open tickets: ${count}`}>
      {count}
    </span>
  );
}
