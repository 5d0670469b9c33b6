import { ActionIcon, Button } from "@mantine/core";
import { IconBan, IconCircleCheck, IconTrash } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { createSenderRule, deleteSenderRule, type SenderRule } from "#contract/spam.ts";
import { Card } from "../../kit/Card.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Page } from "../../kit/Page.tsx";
import { attempt, toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { queries } from "../../live/queries.ts";
import { SenderPanel } from "./SenderPanel.tsx";
import { useMailTypes } from "./mail-types.ts";
import { rulesChanged } from "../../live/spam.ts";
import { NewItem } from "./Item.tsx";
import look from "./list.module.css";

/** Whose mail is kept away, and whose never is. */
export function Senders({ item }: { item: string | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const rules = useInfiniteQuery(queries.senderRules());
  const all = rules.data?.pages.flatMap(({ items }) => items);
  const close = () => void navigate({ to: "/settings/$page", params: { page: "senders" } });
  return (
    <Page
      title={t`Blocked and allowed senders`}
      lead={t`Blocked mail is kept among the spam and can be restored until it is deleted for good; the ledger says which rule it was. The more exact rule counts.`}
      action={all?.length ? <New /> : null}
      panel={item === "new" ? <SenderPanel onClose={close} /> : null}
    >
      {all?.length === 0 ? (
        <EmptyState title={t`Nobody is blocked`} action={<New />}>
          <Trans>An agent blocks a sender from the ticket, or you write it down here.</Trans>
        </EmptyState>
      ) : (
        <Card>
          <ul className={look.list}>
            {all?.map((rule) => (
              <Line key={rule.id} rule={rule} />
            ))}
          </ul>
          {rules.hasNextPage ? (
            <div className={look.foot}>
              <Button variant="default" size="xs" onClick={() => void rules.fetchNextPage()}>
                <Trans>Show older</Trans>
              </Button>
            </div>
          ) : null}
        </Card>
      )}
    </Page>
  );
}

function New() {
  return (
    <NewItem page="senders">
      <Trans>New rule</Trans>
    </NewItem>
  );
}

function Line({ rule }: { rule: SenderRule }) {
  const { t } = useLingui();
  const typeOf = useMailTypes();
  const says = useSaysOf();
  const value = rule.kind === "type" ? typeOf(rule.value) : rule.value;
  const Sign = rule.action === "block" ? IconBan : IconCircleCheck;
  const lift = async () => {
    await call(deleteSenderRule, { id: rule.id });
    await rulesChanged();
    const { action, kind, fate } = rule;
    const again = async () => {
      await call(createSenderRule, { action, kind, value: rule.value, fate: fate ?? "spam" });
      await rulesChanged();
    };
    toast({ message: t`The rule about ${value} is lifted.`, undo: () => attempt(again) });
  };
  return (
    <li className={look.item}>
      <div className={look.row}>
        <Sign size={20} stroke={1.5} aria-hidden style={{ color: "var(--sp-faint)" }} />
        <span style={{ minWidth: 0 }}>
          <span className={look.name}>{value}</span>
          <span className={look.more}>{says(rule)}</span>
        </span>
        <ActionIcon aria-label={t`Lift the rule about ${value}`} onClick={() => attempt(lift)}>
          <IconTrash size={16} stroke={1.5} />
        </ActionIcon>
      </div>
    </li>
  );
}

function useSaysOf(): (rule: SenderRule) => string {
  const { t } = useLingui();
  return ({ action, fate, createdBy, byAgent }) => {
    const what =
      action === "allow" ? t`Never spam` : fate === "spam" ? t`Spam` : t`Rejected by the rule`;
    const name = createdBy?.name;
    if (!name) return what;
    return byAgent ? t`${what} · ${name}, from a ticket` : `${what} · ${name}`;
  };
}
