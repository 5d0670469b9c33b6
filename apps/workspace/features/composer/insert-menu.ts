import { Extension } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
import { Suggestion, type SuggestionProps } from "@tiptap/suggestion";
import { findInsertables, type Insertable } from "./insertable.ts";

export type InsertMenu = {
  /** What to show; null = the menu is closed. */
  show(props: SuggestionProps<Insertable, Insertable> | null): void;
  /** true = the key was for the menu. */
  key(event: KeyboardEvent): boolean;
  /** Esc closes the menu, not the editor. */
  isOpen(): boolean;
};

/** `#` offers snippets, `/` everything that can be inserted. */
export function insertMenus(offered: () => readonly Insertable[], menu: () => InsertMenu | null) {
  return (["#", "/"] as const).map((char) =>
    Extension.create({
      name: char === "#" ? "snippetMenu" : "insertMenu",
      addProseMirrorPlugins() {
        return [
          Suggestion<Insertable, Insertable>({
            editor: this.editor,
            char,
            pluginKey: new PluginKey(this.name),
            items: ({ query }) => findInsertables(offered(), char, query),
            command: ({ editor, range, props }) => {
              editor.chain().focus().deleteRange(range).run();
              props.insert();
            },
            render: () => ({
              onStart: (props) => menu()?.show(props),
              onUpdate: (props) => menu()?.show(props),
              onKeyDown: ({ event }) => menu()?.key(event) ?? false,
              onExit: () => menu()?.show(null),
            }),
          }),
        ];
      },
    }),
  );
}
