import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { missingIn } from "#contract/content.ts";

/** Lets the eye find what a snippet or template could not fill. Only drawn: the text itself stays as it is. */
export const MissingMarks = Extension.create({
  name: "missingMarks",
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          decorations: ({ doc }) => {
            const found: Decoration[] = [];
            doc.descendants((node, at) => {
              for (const mark of node.isText ? missingIn(node.text ?? "") : [])
                for (const from of placesOf(node.text ?? "", mark))
                  found.push(
                    Decoration.inline(at + from, at + from + mark.length, { class: "sp-missing" }),
                  );
            });
            return DecorationSet.create(doc, found);
          },
        },
      }),
    ];
  },
});

function placesOf(text: string, mark: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) places.push(at);
  return places;
}
