import { IconFileText } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Card } from "../../kit/Card.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Page } from "../../kit/Page.tsx";
import { queries } from "../../live/queries.ts";
import { TemplatePanel } from "./TemplatePanel.tsx";
import { ItemLine, NewItem } from "./Item.tsx";
import look from "./list.module.css";

/** Whole mails with their subject. */
export function Templates({ item }: { item: string | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const all = useQuery(queries.templates()).data;
  const opened = all?.find(({ id }) => id === item) ?? null;
  const close = () => void navigate({ to: "/settings/$page", params: { page: "templates" } });
  return (
    <Page
      title={t`Templates`}
      lead={t`Whole mails with their subject, filled in from the ticket when they are inserted.`}
      action={all?.length ? <New /> : null}
      panel={
        item === "new" || opened ? (
          <TemplatePanel key={item} template={opened} onClose={close} />
        ) : null
      }
    >
      {all?.length === 0 ? (
        <EmptyState title={t`No templates yet`} action={<New />}>
          <Trans>Mails that are almost the same each time begin here.</Trans>
        </EmptyState>
      ) : (
        <Card>
          <ul className={look.list}>
            {all?.map((one) => (
              <ItemLine
                key={one.id}
                page="templates"
                item={one.id}
                sign={IconFileText}
                name={one.name}
                more={one.subject}
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
    <NewItem page="templates">
      <Trans>New template</Trans>
    </NewItem>
  );
}
