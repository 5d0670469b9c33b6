import { IconHash } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Card } from "../../kit/Card.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Page } from "../../kit/Page.tsx";
import { queries } from "../../live/queries.ts";
import { SnippetPanel } from "./SnippetPanel.tsx";
import { ItemLine, NewItem } from "./Item.tsx";
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
              <ItemLine
                key={one.id}
                page="snippets"
                item={one.id}
                sign={IconHash}
                name={one.name}
                more={`#${one.shortcut}`}
              />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function New() {
  return (
    <NewItem page="snippets">
      <Trans>New snippet</Trans>
    </NewItem>
  );
}
