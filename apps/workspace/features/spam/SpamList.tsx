import { Button, Checkbox } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { SpamItem } from "#contract/spam.ts";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { useReason } from "./reason.ts";
import look from "./Spam.module.css";

type Props = {
  items: SpamItem[];
  openId: string | null;
  picked: ReadonlySet<string>;
  onPick(picked: ReadonlySet<string>): void;
  more: (() => void) | null;
};

/** The newest first, each with the reason why it is here. */
export function SpamList({ items, openId, picked, onPick, more }: Props) {
  const { t } = useLingui();
  const toggle = (id: string) => {
    const now = new Set(picked);
    if (!now.delete(id)) now.add(id);
    onPick(now);
  };
  return (
    <ul className={look.items} aria-label={t`Spam`}>
      {items.map((item) => (
        <Item
          key={item.id}
          item={item}
          open={item.id === openId}
          picked={picked.has(item.id)}
          onToggle={() => toggle(item.id)}
        />
      ))}
      {more ? (
        <li className={look.more}>
          <Button variant="subtle" size="xs" onClick={more}>
            <Trans>Show older</Trans>
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

type ItemProps = { item: SpamItem; open: boolean; picked: boolean; onToggle(): void };

function Item({ item, open, picked, onToggle }: ItemProps) {
  const { t } = useLingui();
  const reason = useReason()(item);
  const subject = item.subject || t`(no subject)`;
  return (
    <li className={look.item} data-active={open || undefined}>
      <span className={look.pick}>
        <Checkbox
          size="xs"
          aria-label={t`Choose “${subject}”`}
          checked={picked}
          onChange={onToggle}
        />
      </span>
      <Link
        to="/spam/$id"
        params={{ id: item.id }}
        className={look.link}
        aria-current={open || undefined}
      >
        <span className={look.from}>{item.from ?? t`no sender`}</span>
        <span className={look.at}>
          <RelativeTime at={item.at} />
        </span>
        <span className={look.subject}>{subject}</span>
        <span className={look.why}>{reason}</span>
      </Link>
    </li>
  );
}
