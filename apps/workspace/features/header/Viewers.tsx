import { useLingui } from "@lingui/react/macro";
import type { Presence } from "#contract/live.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { usePeople } from "../../live/people.ts";
import { usePresence } from "../../live/presence.ts";
import { useSession } from "../../live/session.ts";
import classes from "./TicketHeader.module.css";

/** Who else is on this ticket, and what they are doing. */
export function Viewers({ number }: { number: number }) {
  const { user: me } = useSession();
  const people = usePeople();
  const others = byPerson(usePresence(number).filter(({ userId }) => userId !== me.id)).map(
    (there) => ({ ...there, name: people.user(there.userId)?.name ?? "?" }),
  );
  const words = useWords(others);
  return (
    <div className={classes.viewers} role="status" title={words ?? undefined}>
      <span className={classes.faces}>
        {others.slice(0, 4).map(({ userId, name, doing }) => (
          <span key={userId} data-writing={doing !== "viewing" || undefined}>
            <Avatar name={name} size={20} title={name} />
          </span>
        ))}
      </span>
      {words ? (
        <span
          className={classes.viewersWords}
          data-writing={others.some(({ doing }) => doing !== "viewing") || undefined}
        >
          {words}
        </span>
      ) : null}
    </div>
  );
}

function useWords(others: { name: string; doing: Presence["doing"] }[]): string | null {
  const { t } = useLingui();
  const [first] = others.filter(({ doing }) => doing !== "viewing").concat(others);
  if (!first) return null;
  const { name, doing } = first;
  if (doing === "replying") return t`${name} is typing a reply`;
  if (doing === "commenting") return t`${name} is typing a comment`;
  return others.length > 1 ? t`${name} and others are viewing` : t`${name} is viewing`;
}

/** One line a person, whatever number of tabs they have; writing counts more than viewing. */
function byPerson(there: Presence[]): Presence[] {
  const known = new Map<string, Presence>();
  for (const one of there)
    if (known.get(one.userId)?.doing === "viewing" || !known.has(one.userId))
      known.set(one.userId, one);
  return [...known.values()];
}
