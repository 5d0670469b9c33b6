import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Notice } from "../../kit/Notice.tsx";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";

/** Before a comment is added: whom it names without reaching them, because they may not see the ticket. */
export function Unseen({ number, html }: { number: number; html: string }) {
  const ids = namedIn(html);
  const people = usePeople();
  const { data } = useQuery(queries.blind(number, ids));
  const names = (data?.userIds ?? []).flatMap((id) => people.user(id)?.name ?? []);
  if (ids.length === 0 || names.length === 0) return null;
  const who = names.join(", ");
  return (
    <Notice tone="info">
      <Trans>Not allowed to see this ticket, so not told of the comment: {who}.</Trans>
    </Notice>
  );
}

function namedIn(html: string): string[] {
  const found = [...html.matchAll(/data-mention="([0-9a-f-]{36})"/g)].map(([, id = ""]) => id);
  return [...new Set(found)].toSorted();
}
