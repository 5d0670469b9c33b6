import { listChannels } from "#contract/channels.ts";
import { previewMailbox } from "#contract/mailbox-preview.ts";
import { desk, rowsOf } from "#testkit";
import { type ImapPeer, imapPeer } from "#testkit/imap-peer.ts";
import { letter } from "#testkit/mailbox.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let server: ImapPeer;
beforeAll(async () => {
  server = await imapPeer();
  for (const day of ["2026-01-05", "2026-06-01", "2026-11-20"])
    server.append(letter({ to: "x" }), new Date(`${day}T10:00:00Z`));
});
afterAll(() => server.close());

const mailbox = () => {
  const { port, user, password } = server;
  return { host: "127.0.0.1", port, tls: "none", user, password } as const;
};

describe("looking into a mailbox before it is connected", () => {
  test.each([
    ["from now on", undefined, 0],
    ["since a day", "2026-05-31T22:00:00Z", 2],
    ["everything", "1970-01-01T00:00:00Z", 3],
  ])(
    "L1: counts what would come in %s, folder by folder, and takes nothing",
    async (_, since, wanted) => {
      const acme = await desk();
      const imap = { ...mailbox(), ...(since ? { since } : {}) };
      const before = await acme.as(acme.owner).calls(listChannels, {});

      expect(await acme.as(acme.owner).calls(previewMailbox, { imap })).toEqual({
        folders: [{ path: "INBOX", mails: 3, wanted }],
        more: false,
      });
      expect(await acme.as(acme.owner).calls(listChannels, {})).toEqual(before);
      expect(await rowsOf("select from mails where desk_id = $1", [acme.id])).toEqual([]);
    },
  );

  test("says why it cannot, in the server's words", async () => {
    const acme = await desk();
    const imap = { ...mailbox(), password: "not this one" };
    expect(await acme.as(acme.owner).calls(previewMailbox, { imap })).toMatchObject({
      refused: "mailbox_unreachable",
    });
  });

  test("is not done without end: it opens lines to wherever it is told to", async () => {
    const acme = await desk();
    await rowsOf(
      "insert into attempts (desk_id, what, who, window_start, count) values ($1, 'channel test', $2, now(), 40)",
      [acme.id, acme.owner.id],
    );
    const answer = await acme.as(acme.owner).calls(previewMailbox, { imap: mailbox() });
    expect(answer).toMatchObject({ refused: "too_many_attempts" });
  });
});
