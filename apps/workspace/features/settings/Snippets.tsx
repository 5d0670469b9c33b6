import { IconHash, IconPlus } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Snippet } from "#contract/content.ts";
import { ButtonLink } from "../../kit/ButtonLink.tsx";
import { Card } from "../../kit/Card.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Page } from "../../kit/Page.tsx";
import { queries } from "../../live/queries.ts";
import { SnippetPanel } from "./SnippetPanel.tsx";
import look from "./list.module.css";

/** Short texts to insert while writing. */
export function Snippets({ item }: { item: string | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const all = useQuery(queries.snippets()).data;
  const opened = all?.find(({ id }) => id === item) ?? null;
  const close = () => void navigate({ to: "/settings/$page", params: { page: "snippets" } });
  return (
    <Page
      title={t`Snippets`}
      lead={t`Short texts that everybody here can insert: type # and a word in the editor.`}
      action={all?.length ? <New /> : null}
      panel={
        item === "new" || opened ? (
          <SnippetPanel key={item} snippet={opened} onClose={close} />
        ) : null
      }
    >
      {all?.length === 0 ? (
        <EmptyState title={t`No snippets yet`} action={<New />}>
          <Trans>What you write every day, you write here once.</Trans>
        </EmptyState>
      ) : (
        <Card>
          <ul className={look.list}>
            {all?.map((one) => (
              <Row key={one.id} snippet={one} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function New() {
  return (
    <ButtonLink
      to="/settings/$page/$item"
      params={{ page: "snippets", item: "new" }}
      size="xs"
      leftSection={<IconPlus size={14} />}
    >
      <Trans>New snippet</Trans>
    </ButtonLink>
  );
}

function Row({ snippet }: { snippet: Snippet }) {
  return (
    <li className={look.item}>
      <Link
        className={look.row}
        to="/settings/$page/$item"
        params={{ page: "snippets", item: snippet.id }}
        activeProps={{ "data-active": true }}
      >
        <IconHash size={20} stroke={1.5} aria-hidden style={{ color: "var(--sp-faint)" }} />
        <span style={{ minWidth: 0 }}>
          <span className={look.name}>{snippet.name}</span>
          <span className={look.more}>#{snippet.shortcut}</span>
        </span>
      </Link>
    </li>
  );
}
