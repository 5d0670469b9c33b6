import { IconFileText, IconPlus } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Template } from "#contract/content.ts";
import { ButtonLink } from "../../kit/ButtonLink.tsx";
import { Card } from "../../kit/Card.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Page } from "../../kit/Page.tsx";
import { queries } from "../../live/queries.ts";
import { TemplatePanel } from "./TemplatePanel.tsx";
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
              <Row key={one.id} template={one} />
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
      params={{ page: "templates", item: "new" }}
      size="xs"
      leftSection={<IconPlus size={14} />}
    >
      <Trans>New template</Trans>
    </ButtonLink>
  );
}

function Row({ template }: { template: Template }) {
  return (
    <li className={look.item}>
      <Link
        className={look.row}
        to="/settings/$page/$item"
        params={{ page: "templates", item: template.id }}
        activeProps={{ "data-active": true }}
      >
        <IconFileText size={20} stroke={1.5} aria-hidden style={{ color: "var(--sp-faint)" }} />
        <span style={{ minWidth: 0 }}>
          <span className={look.name}>{template.name}</span>
          <span className={look.more}>{template.subject}</span>
        </span>
      </Link>
    </li>
  );
}
