import { Extension } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
import { Suggestion } from "@tiptap/suggestion";
import type { Mailbox } from "#contract/common.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import type { MentionMenu, Named } from "./mention.ts";

type Item = { id: string; label: string };

/** `@` in a mail: a contact. The name is text like any other; who was named may then be written to as well. */
export function contactMention(menu: () => MentionMenu | null, onNamed: (box: Mailbox) => void) {
  return Extension.create({
    name: "contactMention",
    addProseMirrorPlugins() {
      return [
        Suggestion<Named, Item>({
          editor: this.editor,
          char: "@",
          pluginKey: new PluginKey(this.name),
          items: ({ query }) => find(query),
          command: ({ editor, range, props }) => {
            editor.chain().focus().insertContentAt(range, `${props.label} `).run();
            onNamed({ name: props.label, address: props.id });
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
  });
}

/** Nobody before anything is typed: an @ is often only an @. */
async function find(query: string): Promise<Named[]> {
  if (query.trim() === "") return [];
  const page = await cache.fetchQuery(queries.contacts(query.trim())).catch(() => null);
  return (page?.items ?? [])
    .flatMap(({ name, email }) => (email ? [{ id: email, name, kind: "contact" as const }] : []))
    .slice(0, 6);
}
