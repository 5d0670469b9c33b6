import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Notice } from "../../kit/Notice.tsx";
import { useSession } from "../../live/session.ts";
import { Page } from "../../kit/Page.tsx";
import { mayManage, mayWork } from "#contract/rights.ts";
import { deskSections, ownSections, type Section, textSections } from "./sections.ts";
import look from "./Settings.module.css";

const Profile = lazy(() => import("./Profile.tsx").then((file) => ({ default: file.Profile })));
const Notifications = lazy(() =>
  import("./Notifications.tsx").then((file) => ({ default: file.Notifications })),
);
const Security = lazy(() => import("./Security.tsx").then((file) => ({ default: file.Security })));
const Tokens = lazy(() => import("./Tokens.tsx").then((file) => ({ default: file.Tokens })));
const Snippets = lazy(() => import("./Snippets.tsx").then((file) => ({ default: file.Snippets })));
const Templates = lazy(() =>
  import("./Templates.tsx").then((file) => ({ default: file.Templates })),
);
const Desk = lazy(() => import("./Desk.tsx").then((file) => ({ default: file.Desk })));
const Users = lazy(() => import("./Users.tsx").then((file) => ({ default: file.Users })));
const Teams = lazy(() => import("./Teams.tsx").then((file) => ({ default: file.Teams })));
const Senders = lazy(() => import("./Senders.tsx").then((file) => ({ default: file.Senders })));
const Audit = lazy(() => import("./Audit.tsx").then((file) => ({ default: file.Audit })));
const Channels = lazy(() => import("./Channels.tsx").then((file) => ({ default: file.Channels })));
const Domains = lazy(() => import("./Domains.tsx").then((file) => ({ default: file.Domains })));
const Pipelines = lazy(() =>
  import("./pipelines/Pipelines.tsx").then((file) => ({ default: file.Pipelines })),
);
const Properties = lazy(() =>
  import("./Properties.tsx").then((file) => ({ default: file.Properties })),
);

export const settingsPages = [...ownSections, ...textSections, ...deskSections].map(
  ({ page }) => page,
);
export type SettingsPage = (typeof settingsPages)[number];

type Props = {
  /** null = the list of pages, on a phone. */
  page: SettingsPage | null;
  /** The id of an opened user, channel … or `new`. */
  item: string | null;
  /** The mail ledger is a room of its own; the shell brings it. */
  ledger: React.ReactNode;
};

/** All settings: what there is to set on the left, the chosen page on the right. On a phone one after the other. */
export function Settings({ page, item, ledger }: Props) {
  const { t } = useLingui();
  const { user } = useSession();
  const Title = page === null ? "h1" : "h2";
  const { rights } = user;
  const manages = mayManage(rights);
  return (
    <div className={look.settings} data-index={page === null || undefined}>
      <nav className={look.nav} aria-label={t`Settings`}>
        <Title className={look.title}>
          <Trans>Settings</Trans>
        </Title>
        <div className={look.scroll}>
          <Group title={t`You`} sections={ownSections} />
          {mayWork(rights) ? <Group title={t`Texts`} sections={textSections} /> : null}
          {manages ? <Group title={t`Desk`} sections={deskSections} /> : null}
        </div>
      </nav>
      <div className={look.content}>
        <Suspense fallback={null}>
          {page === null ? null : isForDesk(page) && !manages ? (
            <Forbidden />
          ) : (
            <Opened page={page} item={item} ledger={ledger} />
          )}
        </Suspense>
      </div>
    </div>
  );
}

function Opened({ page, item, ledger }: Props & { page: SettingsPage }) {
  switch (page) {
    case "profile":
      return <Profile />;
    case "notifications":
      return <Notifications />;
    case "security":
      return <Security />;
    case "tokens":
      return <Tokens item={item} />;
    case "snippets":
      return <Snippets item={item} />;
    case "templates":
      return <Templates item={item} />;
    case "desk":
      return <Desk />;
    case "users":
      return <Users item={item} />;
    case "teams":
      return <Teams item={item} />;
    case "domains":
      return <Domains />;
    case "channels":
      return <Channels item={item} />;
    case "pipelines":
      return <Pipelines item={item} />;
    case "properties":
      return <Properties item={item} />;
    case "senders":
      return <Senders item={item} />;
    case "audit":
      return <Audit />;
    case "ledger":
      return ledger;
  }
}

function isForDesk(page: SettingsPage): boolean {
  return deskSections.some((section) => section.page === page);
}

function Forbidden() {
  const { t } = useLingui();
  return (
    <Page title={t`Settings of the desk`}>
      <Notice tone="info">
        <Trans>
          Only Super Admins and users with Account Access may change this. Ask one of them.
        </Trans>
      </Notice>
    </Page>
  );
}

function Group({ title, sections }: { title: string; sections: readonly Section[] }) {
  const { i18n } = useLingui();
  return (
    <>
      <h3 className={look.group}>{title}</h3>
      <ul className={look.list}>
        {sections.map(({ page, label, icon: Icon }) => (
          <li key={page}>
            <Link
              to="/settings/$page"
              params={{ page }}
              className={look.link}
              activeProps={{ "data-active": true }}
            >
              <Icon size={16} stroke={1.5} aria-hidden />
              {i18n._(label)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
