import { useLingui } from "@lingui/react/macro";
import {
  type Icon,
  IconKeyboard,
  IconSend,
  IconSettings,
  IconTicket,
  IconUsers,
} from "@tabler/icons-react";
import { Link, useRouterState } from "@tanstack/react-router";
import { Bell } from "../features/notifications/Bell.tsx";
import { Mark } from "../kit/Mark.tsx";
import { useSession } from "../live/session.ts";
import { Tip } from "../kit/Tip.tsx";
import { opened } from "./opened.ts";
import classes from "./Rail.module.css";
import { mayManage, mayWork } from "#contract/rights.ts";
import { UserMenu } from "./UserMenu.tsx";

/** The outermost navigation: at the left, on a phone at the bottom. */
export function Rail() {
  const { t } = useLingui();
  const { user, outboxPreview, desk } = useSession();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const reading = /^\/(tickets\/\w+|search)\/\d+/.test(path);
  return (
    <nav className={classes.rail} aria-label={t`Main menu`} data-reading={reading || undefined}>
      <span className={classes.mark} title={desk.name}>
        <Mark size={22} />
      </span>
      {mayWork(user.rights) ? (
        <div role="group" aria-label={t`Customer service`} className={classes.group}>
          <RailLink
            to="/"
            icon={IconTicket}
            label={t`Help desk`}
            tip={t`Customer service › Help desk`}
            here={/^\/(tickets|search)/.test(path)}
          />
        </div>
      ) : null}
      {mayWork(user.rights) ? (
        <RailLink
          to="/contacts"
          icon={IconUsers}
          label={t`Contacts`}
          here={/^\/(contacts|companies|deals)/.test(path)}
        />
      ) : null}
      {outboxPreview && mayManage(user.rights) ? (
        <RailLink
          to="/outbox"
          icon={IconSend}
          label={t`Outbox preview`}
          short={t`Outbox`}
          here={path.startsWith("/outbox")}
        />
      ) : null}
      <RailLink
        to="/settings"
        icon={IconSettings}
        label={t`Settings`}
        here={path.startsWith("/settings")}
      />
      <span className={classes.gap} />
      {mayWork(user.rights) ? (
        <Bell className={classes.item ?? ""} labelClass={classes.label ?? ""} />
      ) : null}
      <Tip label={t`Keyboard shortcuts`} position="right">
        <button
          type="button"
          className={classes.item}
          data-keys
          aria-label={t`Keyboard shortcuts`}
          onClick={() => opened.set("keys")}
        >
          <IconKeyboard size={20} stroke={1.5} />
        </button>
      </Tip>
      <UserMenu />
    </nav>
  );
}

function RailLink({
  to,
  icon: Sign,
  label,
  tip = label,
  short = label,
  here,
}: {
  to: "/" | "/contacts" | "/outbox" | "/settings";
  icon: Icon;
  label: string;
  /** The way there, where the label is its last step. */
  tip?: string;
  /** On a phone, where the whole name has no room. */
  short?: string;
  here: boolean;
}) {
  return (
    <Tip label={tip} position="right">
      <Link
        to={to}
        className={classes.item}
        aria-label={label}
        aria-current={here ? "page" : undefined}
      >
        <Sign size={20} stroke={1.5} />
        <span className={classes.label} aria-hidden>
          {short}
        </span>
      </Link>
    </Tip>
  );
}
