import { type Editor, mergeAttributes } from "@tiptap/core";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { atCaret } from "../../kit/at-caret.ts";

/** A mail has no style sheet: what the screen shows is written at each cell. The grey is read on light and dark. */
const line = "border: 1px solid #9a9a94; padding: 4px 8px; vertical-align: top";
const cell = { style: line };
const header = { style: `${line}; text-align: left; font-weight: 600` };

/** Tables with a row of headings; their columns are as wide as what is in them. */
export const tables = [
  Table.extend({
    renderHTML({ HTMLAttributes }) {
      const style = { style: "border-collapse: collapse" };
      return ["table", mergeAttributes(HTMLAttributes, style), ["tbody", 0]];
    },
  }).configure({ resizable: false }),
  TableRow,
  TableHeader.configure({ HTMLAttributes: header }),
  TableCell.configure({ HTMLAttributes: cell }),
];

/** A cell of one paragraph without the paragraph, which mail programs would set apart from the cell's edges. */
export function bareCells(html: string): string {
  return html.replaceAll(/(<t([dh])\b[^<>]*>)<p>((?:(?!<\/?p\b)[^])*)<\/p>(?=<\/t\2>)/g, "$1$3");
}

export function insertTable(editor: Editor) {
  atCaret(editor).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
}
