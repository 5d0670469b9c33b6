import { Portal } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import type { SuggestionProps } from "@tiptap/suggestion";
import { type Ref, useImperativeHandle, useState } from "react";
import type { User } from "#contract/people.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import type { MentionMenu as Menu } from "./mention.ts";
import classes from "./MentionMenu.module.css";

type Shown = SuggestionProps<User, { id: string; label: string }>;

/** The list of colleagues under an `@`. The caret stays in the text; the keys come from the editor. */
export function MentionMenu({ ref }: { ref: Ref<Menu> }) {
  const { t } = useLingui();
  const [shown, setShown] = useState<Shown | null>(null);
  const [at, setAt] = useState(0);
  const users = shown?.items ?? [];
  const pick = (user: User | undefined) =>
    user && shown?.command({ id: user.id, label: user.name });

  useImperativeHandle(ref, () => ({
    show(props) {
      if (props?.query !== shown?.query) setAt(0);
      setShown(props);
    },
    isOpen: () => shown !== null && users.length > 0,
    key(event) {
      if (!shown || users.length === 0) return false;
      if (event.key === "ArrowDown") setAt((at + 1) % users.length);
      else if (event.key === "ArrowUp") setAt((at + users.length - 1) % users.length);
      else if (event.key === "Enter" || event.key === "Tab") pick(users[at]);
      else if (event.key === "Escape") setShown(null);
      else return false;
      return true;
    },
  }));

  const box = shown?.clientRect?.();
  if (!shown || !box || users.length === 0) return null;
  const above = box.bottom + 44 * users.length > window.innerHeight - 8;
  const place = above ? { bottom: window.innerHeight - box.top + 4 } : { top: box.bottom + 4 };
  return (
    <Portal>
      <div
        className={classes.menu}
        role="listbox"
        aria-label={t`Colleagues`}
        style={{ left: Math.min(box.left, window.innerWidth - 260), ...place }}
      >
        {users.map((user, index) => (
          <div
            key={user.id}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes.user}
            onMouseEnter={() => setAt(index)}
            onMouseDown={(event) => {
              event.preventDefault();
              pick(user);
            }}
          >
            <Avatar name={user.name} size={20} />
            <span className={classes.name}>{user.name}</span>
          </div>
        ))}
      </div>
    </Portal>
  );
}
