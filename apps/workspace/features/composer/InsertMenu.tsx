import { Portal } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import type { SuggestionProps } from "@tiptap/suggestion";
import { type Ref, useImperativeHandle, useState } from "react";
import type { Insertable } from "./insertable.ts";
import type { InsertMenu as Menu } from "./insert-menu.ts";
import classes from "./MentionMenu.module.css";

type Shown = SuggestionProps<Insertable, Insertable>;

/** What a `#` or `/` offers. The caret stays in the text; the keys come from the editor. */
export function InsertMenu({ ref }: { ref: Ref<Menu> }) {
  const { t } = useLingui();
  const [shown, setShown] = useState<Shown | null>(null);
  const [at, setAt] = useState(0);
  const items = shown?.items ?? [];
  const pick = (one: Insertable | undefined) => one && shown?.command(one);

  useImperativeHandle(ref, () => ({
    show(props) {
      if (props?.query !== shown?.query) setAt(0);
      setShown(props);
    },
    isOpen: () => items.length > 0,
    key(event) {
      if (items.length === 0) return false;
      if (event.key === "ArrowDown") setAt((at + 1) % items.length);
      else if (event.key === "ArrowUp") setAt((at + items.length - 1) % items.length);
      else if (event.key === "Enter" || event.key === "Tab") pick(items[at]);
      else if (event.key === "Escape") setShown(null);
      else return false;
      return true;
    },
  }));

  const box = shown?.clientRect?.();
  if (!box || items.length === 0) return null;
  const above = box.bottom + 44 * items.length > window.innerHeight - 8;
  const place = above ? { bottom: window.innerHeight - box.top + 4 } : { top: box.bottom + 4 };
  return (
    <Portal>
      <div
        className={`${classes.menu} ${classes.wide}`}
        role="listbox"
        aria-label={t`Insert`}
        style={{ left: Math.max(8, Math.min(box.left, window.innerWidth - 340)), ...place }}
      >
        {items.map((one, index) => (
          <div
            key={one.key}
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
            {one.icon}
            <span className={classes.name}>{one.label}</span>
            <span className={classes.hint}>{one.hint}</span>
          </div>
        ))}
      </div>
    </Portal>
  );
}
