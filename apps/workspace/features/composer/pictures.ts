import { linkTo } from "#contract/client.ts";
import { readFile } from "#contract/files.ts";

/** HTML of the API for the screen: `cid:` pictures get the address they load from. */
export function toScreen(html: string): string {
  return html.replaceAll(
    /(<img\b[^>]*?\bsrc=")cid:([\w-]+)(")/gi,
    (_, before: string, id: string, after: string) => {
      return `${before}${fileUrl(id)}${after} data-file="${id}"`;
    },
  );
}

/** HTML of the editor for the API: uploaded pictures become `cid:`; one still on its way is left out. */
export function toApi(html: string): string {
  return html.replaceAll(/<img\b[^>]*>/gi, (tag) => {
    const id = /\bdata-file="([\w-]+)"/.exec(tag)?.[1];
    if (!id) return "";
    const alt = /\balt="([^"]*)"/.exec(tag)?.[1];
    return `<img src="cid:${id}"${alt ? ` alt="${alt}"` : ""}>`;
  });
}

export function fileUrl(id: string, size: "full" | "thumb" = "full"): string {
  return linkTo(readFile, { id, ...(size === "thumb" ? { size } : {}) });
}
