import { Portal } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { IconUsersGroup } from "@tabler/icons-react";
import type { SuggestionProps } from "@tiptap/suggestion";
import { type Ref, useImperativeHandle, useState } from "react";
import { Avatar } from "../../kit/Avatar.tsx";
import type { MentionMenu as Menu, Named } from "./mention.ts";
import classes from "./MentionMenu.module.css";

type Shown = SuggestionProps<Named, { id: string; label: string }>;

/** The list of colleagues, or of contacts, under an `@`. The caret stays in the text; the keys come from the editor. */
export function MentionMenu({ ref }: { ref: Ref<Menu> }) {
  const { t } = useLingui();
  const [shown, setShown] = useState<Shown | null>(null);
  const [at, setAt] = useState(0);
  const all = shown?.items ?? [];
  const pick = (one: Named | undefined) => one && shown?.command({ id: one.id, label: one.name });

  useImperativeHandle(ref, () => ({
    show(props) {
      if (props?.query !== shown?.query) setAt(0);
      setShown(props);
    },
    isOpen: () => shown !== null && all.length > 0,
    key(event) {
      if (!shown || all.length === 0) return false;
      if (event.key === "ArrowDown") setAt((at + 1) % all.length);
      else if (event.key === "ArrowUp") setAt((at + all.length - 1) % all.length);
      else if (event.key === "Enter" || event.key === "Tab") pick(all[at]);
      else if (event.key === "Escape") setShown(null);
      else return false;
      return true;
    },
  }));

  const box = shown?.clientRect?.();
  if (!shown || !box || all.length === 0) return null;
  const above = box.bottom + 44 * all.length > window.innerHeight - 8;
  const wide = all[0]?.kind === "contact";
  const place = above ? { bottom: window.innerHeight - box.top + 4 } : { top: box.bottom + 4 };
  return (
    <Portal>
      <div
        className={`${classes.menu} ${wide ? classes.wide : ""}`}
        role="listbox"
        aria-label={all[0]?.kind === "contact" ? t`Contacts` : t`Colleagues`}
        style={{ left: Math.min(box.left, window.innerWidth - (wide ? 340 : 260)), ...place }}
      >
        {all.map((one, index) => (
          <div
            key={one.id}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes.user}
            onMouseEnter={() => setAt(index)}
            onMouseDown={(event) => {
              event.preventDefault();
              pick(one);
            }}
          >
            {one.kind === "team" ? (
              <IconUsersGroup size={20} stroke={1.5} />
            ) : (
              <Avatar name={one.name} size={20} />
            )}
            <span className={classes.name}>{one.name}</span>
            {one.kind === "contact" ? <span className={classes.hint}>{one.id}</span> : null}
          </div>
        ))}
      </div>
    </Portal>
  );
}
