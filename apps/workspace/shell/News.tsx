import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import type { TicketSummary } from "#contract/tickets.ts";
import { arrivals } from "../live/apply.ts";
import { useStore } from "../live/store.ts";

/** Says new mail in this list to those who do not see it arrive. */
export function News({ rows }: { rows: readonly TicketSummary[] }) {
  const { t } = useLingui();
  const newest = useStore(arrivals);
  const [said, setSaid] = useState("");
  const row = newest && rows.find(({ number }) => number === newest.number);
  const words = row ? t`New mail from ${row.contact?.name ?? "?"}: ${row.name}` : "";
  useEffect(() => {
    if (words) setSaid(words);
  }, [words, newest]);
  return (
    <div className="sp-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}
