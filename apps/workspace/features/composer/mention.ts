import Mention from "@tiptap/extension-mention";
import type { SuggestionKeyDownProps, SuggestionProps } from "@tiptap/suggestion";

/** Somebody whom one can name: in a comment a colleague or everybody of a team, in a mail a contact, by their address. */
export type Named = { id: string; name: string; kind: "user" | "team" | "contact" };

export type MentionMenu = {
  /** What to show; null = the menu is closed. */
  show(props: SuggestionProps<Named, { id: string; label: string }> | null): void;
  /** true = the key was for the menu. */
  key(event: KeyboardEvent): boolean;
  /** Esc closes the menu, not the editor. */
  isOpen(): boolean;
};

/** `@` in comments: a colleague, kept as their id with the name as it was. */
export function mentionOf(named: () => Named[], menu: () => MentionMenu | null) {
  return Mention.extend({
    addAttributes() {
      return {
        id: {
          default: null,
          parseHTML: (element: HTMLElement) => element.dataset["mention"] ?? null,
        },
        label: {
          default: null,
          parseHTML: (element: HTMLElement) => element.textContent.replace(/^@/, ""),
        },
      };
    },
    parseHTML() {
      return [{ tag: "span[data-mention]" }];
    },
    renderHTML({ node }) {
      return [
        "span",
        { "data-mention": String(node.attrs["id"]) },
        `@${String(node.attrs["label"])}`,
      ];
    },
    renderText({ node }) {
      return `@${String(node.attrs["label"])}`;
    },
  }).configure({
    suggestion: {
      char: "@",
      items: ({ query }: { query: string }) => matching(named(), query),
      render: () => ({
        onStart: (props: SuggestionProps<Named, { id: string; label: string }>) =>
          menu()?.show(props),
        onUpdate: (props: SuggestionProps<Named, { id: string; label: string }>) =>
          menu()?.show(props),
        onKeyDown: ({ event }: SuggestionKeyDownProps) => menu()?.key(event) ?? false,
        onExit: () => menu()?.show(null),
      }),
    },
  });
}

function matching(all: Named[], query: string): Named[] {
  const wanted = plain(query);
  return all
    .filter(({ name }) =>
      plain(name)
        .split(/\s+/)
        .concat(plain(name))
        .some((word) => word.startsWith(wanted)),
    )
    .slice(0, 8);
}

function plain(text: string): string {
  return text.toLocaleLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
}
