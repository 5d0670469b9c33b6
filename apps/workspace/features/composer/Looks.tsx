import { Popover, UnstyledButton } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { type ReactNode, useState } from "react";
import { atCaret } from "../../kit/at-caret.ts";
import { inks } from "../../shell/theme.ts";
import classes from "./Toolbar.module.css";

const sizes = { small: "12px", normal: null, large: "18px" } as const;

/** Size and colour of the text, from a few that read well in every mail program. */
export function Looks({
  editor,
  target,
}: {
  editor: Editor;
  target: (open: () => void) => ReactNode;
}) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const now = useEditorState({
    editor,
    selector: ({ editor: live }) => live.getAttributes("look"),
  });
  const set = (look: { fontSize?: string | null; color?: string | null }) =>
    atCaret(editor).setLook(look).run();
  const sizeNames = { small: t`Small`, normal: t`Normal`, large: t`Large` };
  const inkNames = {
    red: t`Red`,
    amber: t`Amber`,
    green: t`Green`,
    blue: t`Blue`,
    violet: t`Violet`,
    grey: t`Grey`,
  };
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" withRoles={false}>
      <Popover.Target>
        <span>{target(() => setOpen(!open))}</span>
      </Popover.Target>
      <Popover.Dropdown className={classes.drop}>
        <div className={classes.looks} role="group" aria-label={t`Text size`}>
          {(["small", "normal", "large"] as const).map((size) => (
            <UnstyledButton
              key={size}
              className={classes.size}
              data-size={size}
              aria-pressed={(now["fontSize"] ?? null) === sizes[size]}
              onClick={() => set({ fontSize: sizes[size] })}
            >
              {sizeNames[size]}
            </UnstyledButton>
          ))}
        </div>
        <div className={classes.looks} role="group" aria-label={t`Text colour`}>
          <UnstyledButton
            className={classes.ink}
            aria-label={t`Normal colour`}
            aria-pressed={!now["color"]}
            onClick={() => set({ color: null })}
          >
            <Trans>A</Trans>
          </UnstyledButton>
          {inks.map(({ name, color }) => (
            <UnstyledButton
              key={name}
              className={classes.ink}
              style={{ color }}
              aria-label={inkNames[name]}
              aria-pressed={now["color"] === color}
              onClick={() => set({ color })}
            >
              <Trans>A</Trans>
            </UnstyledButton>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
