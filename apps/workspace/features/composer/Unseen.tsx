import { Checkbox } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { namedIn } from "#contract/comments.ts";
import { Notice } from "../../kit/Notice.tsx";
import { ShareLevelPicker } from "../../kit/ShareLevelPicker.tsx";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { shareWithNamed, sharing } from "../../live/sharing.ts";
import { useStore } from "../../live/store.ts";
import classes from "./Unseen.module.css";

type Props = { number: number; html: string; draftKey: string };

/** Before a comment is added: whom it names without reaching them, and the offer to let them see the ticket. */
export function Unseen({ number, html, draftKey }: Props) {
  const ids = namedIn(html).toSorted();
  const people = usePeople();
  const { data } = useQuery(queries.blind(number, ids));
  const blind = ids.length === 0 ? [] : (data?.userIds ?? []);
  const shareable = ids.length === 0 ? [] : (data?.shareableIds ?? []);
  const who = blind.flatMap((id) => people.user(id)?.name ?? []).join(", ");
  if (who === "") return null;
  return (
    <Notice tone="info">
      <Trans>Not allowed to see this ticket, so not told of the comment: {who}.</Trans>
      {shareable.length > 0 ? <Offer draftKey={draftKey} ids={shareable} /> : null}
    </Notice>
  );
}

function Offer({ draftKey, ids }: { draftKey: string; ids: string[] }) {
  const { t } = useLingui();
  const people = usePeople();
  const level = useStore(sharing).get(draftKey);
  const names = ids
    .flatMap((id) => people.user(id)?.name ?? people.team(id)?.name ?? [])
    .join(", ");
  return (
    <div className={classes.offer}>
      <Checkbox
        size="xs"
        label={t`Share the ticket with ${names} when the comment is added`}
        checked={level !== undefined}
        onChange={(event) => shareWithNamed(draftKey, event.currentTarget.checked ? "view" : null)}
      />
      {level ? (
        <ShareLevelPicker
          label={t`What they may do`}
          level={level}
          onPick={(to) => shareWithNamed(draftKey, to)}
        />
      ) : null}
    </div>
  );
}
