/** An HTML mail that has just arrived on a desk. */
import { randomUUID } from "node:crypto";
import type { TestDesk } from "#testkit";
import { receive } from "../receive.ts";

export function mailFrom(acme: TestDesk, address: string, html: string | null, change = {}) {
  const now = new Date();
  return acme.house.platform.db.transaction().execute((tx) =>
    receive(tx, {
      ...{
        deskId: acme.id,
        now,
        quiet: false,
        closed: false,
        channelId: acme.channel.id,
        reopenDays: 14,
      },
      ...{ ticketId: null, from: { name: "M", address }, to: [], cc: [] },
      ...{ subject: "S", text: "New\n> old", html, visibleText: null, visibleHtml: null },
      ...{ blockedImages: 0, sanitizerVersion: null, messageIdHeader: `<${randomUUID()}@x>` },
      ...{
        attachments: [],
        mailId: null,
        automatic: false,
        notice: false,
        verified: null,
        truncated: null,
      },
      ...{ writtenAt: now, hints: [], source: "email" },
      ...change,
    }),
  );
}
