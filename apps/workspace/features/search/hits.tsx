import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TicketSummary } from "#contract/tickets.ts";
import { queries } from "../../live/queries.ts";

/** Tickets in which the words occur, best first, with the piece of text around them. */
export function useHits(q: string) {
  const asked = useQuery(queries.search(q, 50));
  const items = asked.data?.items;
  return useMemo(() => {
    const excerpts = new Map(items?.map((hit) => [hit.ticket.number, hit.excerpt]));
    const rows: TicketSummary[] = items?.map(({ ticket }) => ticket) ?? [];
    return {
      rows,
      more: asked.data?.more ?? false,
      pending: asked.isPending && q.trim() !== "",
      error: asked.error,
      nameOf: (name: string) => marked(name, q),
      excerptOf: (number: number) =>
        excerpts
          .get(number)
          ?.map(({ text, hit }, at) => (hit ? <mark key={at}>{text}</mark> : text)),
    };
  }, [items, asked.data?.more, asked.isPending, asked.error, q]);
}

/** The words of a name that were asked for, as the excerpts mark theirs. */
function marked(name: string, q: string) {
  const words = q.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return name
    .split(/([\p{L}\p{N}]+)/u)
    .map((piece, at) =>
      at % 2 && words.some((word) => piece.toLocaleLowerCase().startsWith(word)) ? (
        <mark key={at}>{piece}</mark>
      ) : (
        piece
      ),
    );
}
