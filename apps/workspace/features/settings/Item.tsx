import { type Icon, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ButtonLink } from "../../kit/ButtonLink.tsx";
import look from "./list.module.css";

/** Opens the panel of a new item of this page of the settings. */
export function NewItem({ page, children }: { page: string; children: ReactNode }) {
  return (
    <ButtonLink
      to="/settings/$page/$item"
      params={{ page, item: "new" }}
      size="xs"
      leftSection={<IconPlus size={14} />}
    >
      {children}
    </ButtonLink>
  );
}

type Props = {
  page: string;
  item: string;
  sign: Icon;
  name: string;
  /** What tells it from others, below its name. */
  more: ReactNode;
  /** Said at the right end. */
  side?: ReactNode;
};

/** One line of such a page's list; it opens the panel of the item. */
export function ItemLine({ page, item, sign: Sign, name, more, side }: Props) {
  return (
    <li className={look.item}>
      <Link
        className={look.row}
        to="/settings/$page/$item"
        params={{ page, item }}
        activeProps={{ "data-active": true }}
      >
        <Sign size={20} stroke={1.5} aria-hidden style={{ color: "var(--sp-faint)" }} />
        <span style={{ minWidth: 0 }}>
          <span className={look.name}>{name}</span>
          <span className={look.more}>{more}</span>
        </span>
        {side ? <span className={look.side}>{side}</span> : null}
      </Link>
    </li>
  );
}
