import { type Extensions, Mark, mergeAttributes } from "@tiptap/core";
import Image from "@tiptap/extension-image";
import { Placeholder } from "@tiptap/extensions";
import StarterKit from "@tiptap/starter-kit";
import { MissingMarks } from "./missing-marks.ts";
import { tables } from "./tables.ts";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    look: {
      /** Sets size or colour of the selected text; null takes that one away. */
      setLook: (look: Partial<Record<"fontSize" | "color", string | null>>) => ReturnType;
    };
  }
}

/** What a reply or comment may be made of. Headings are left out: a mail is not a page. */
export function extensions(placeholder: () => string): Extensions {
  return [
    StarterKit.configure({
      heading: false,
      horizontalRule: false,
      dropcursor: { color: "var(--sp-accent)", width: 2 },
      link: {
        openOnClick: false,
        autolink: true,
        linkOnPaste: true,
        defaultProtocol: "https",
        protocols: ["http", "https", "mailto", "tel"],
        HTMLAttributes: { rel: null, target: null, class: null },
      },
    }),
    Placeholder.configure({ placeholder, showOnlyWhenEditable: false }),
    ...tables,
    Look,
    Picture,
    MissingMarks,
  ];
}

/** Size and colour of text. */
const Look = Mark.create({
  name: "look",
  addAttributes() {
    const style = (property: "fontSize" | "color", css: string) => ({
      default: null,
      parseHTML: (element: HTMLElement) => element.style[property] || null,
      renderHTML: ({ [property]: value }: Record<string, unknown>) =>
        typeof value === "string" ? { style: `${css}: ${value}` } : {},
    });
    return { fontSize: style("fontSize", "font-size"), color: style("color", "color") };
  },
  parseHTML() {
    const styled = (element: HTMLElement) =>
      element.style.color || element.style.fontSize ? {} : false;
    return [{ tag: "span[style]", getAttrs: styled }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["span", HTMLAttributes, 0];
  },
  addCommands() {
    return {
      setLook:
        (look) =>
        ({ commands, editor }) => {
          const next = { ...editor.getAttributes("look"), ...look };
          if (!next["fontSize"] && !next["color"]) return commands.unsetMark("look");
          return commands.setMark("look", next);
        },
    };
  },
});

/** A picture in the text. `file` is its upload; until that is done, `upload` names it and the browser's copy is shown. */
const Picture = Image.extend({
  inline: true,
  group: "inline",
  draggable: true,
  addOptions() {
    return {
      ...this.parent?.(),
      inline: true,
      allowBase64: false,
      resize: false,
      HTMLAttributes: {},
    };
  },
  addAttributes() {
    return {
      src: { default: null },
      alt: { default: null },
      file: {
        default: null,
        parseHTML: (element: HTMLElement) => element.dataset["file"] ?? null,
        renderHTML: (attributes: Record<string, unknown>) =>
          attributes["file"] ? { "data-file": attributes["file"] } : {},
      },
      upload: {
        default: null,
        parseHTML: () => null,
        renderHTML: (attributes: Record<string, unknown>) =>
          attributes["upload"] ? { "data-upload": attributes["upload"] } : {},
      },
    };
  },
  parseHTML() {
    return [{ tag: "img[data-file]" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["img", mergeAttributes(this.options.HTMLAttributes, HTMLAttributes)];
  },
});
