import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, type ReactNode } from "react";
import { sendsByKey } from "./submit.ts";
import look from "./SidePanel.module.css";

type Props = {
  title: ReactNode;
  label: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
};

/** A panel that opens beside a list and leaves it in place; on a phone it takes the whole screen. */
export function SidePanel({ title, label, onClose, children, footer }: Props) {
  const { t } = useLingui();
  const panel = useRef<HTMLElement>(null);
  useFocusInside(panel);
  return (
    <section
      ref={panel}
      className={look.panel}
      aria-label={label}
      onKeyDownCapture={sendsByKey}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={look.header}>
        <h2>{title}</h2>
        <ActionIcon aria-label={t`Close`} onClick={onClose}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </header>
      <div className={look.body} tabIndex={-1} data-panel-body>
        {children}
      </div>
      {footer ? <footer className={look.footer}>{footer}</footer> : null}
    </section>
  );
}

/** The focus goes into the panel when it opens and back to where it was when it closes. */
function useFocusInside(panel: React.RefObject<HTMLElement | null>) {
  useEffect(() => {
    const before = document.activeElement;
    const body = panel.current?.querySelector<HTMLElement>("[data-panel-body]");
    const inside = body?.querySelector<HTMLElement>("input:not([type=hidden]), textarea") ?? body;
    if (!panel.current?.contains(before)) inside?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected && before !== document.body)
        before.focus({ preventScroll: true });
    };
  }, [panel]);
}
