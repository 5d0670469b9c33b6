/** What each role finds where tickets come in numbers: lists, counts, search, the event log, the socket, hidden ids. */
import { beforeAll, describe, expect, test } from "vitest";
import { listEvents, type LiveMessage } from "#contract/live.ts";
import { search } from "#contract/search.ts";
import { listTickets } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { replyToTicket } from "#contract/replies.ts";
import { saveDraft } from "#contract/drafts.ts";
import { listViews } from "#contract/views.ts";
import { type Kind, kinds, type Role, roles, sees } from "./roles.ts";
import { credentialOf, type Scene, setScene, sharedTicket } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

/** Of the sixteen tickets of the scene: all roles are of one team, and what is anonymous's is nobody's. */
const counts: Partial<Record<Role, number>> = {
  everything: 16,
  team: 13,
  own: 2,
  "own and nobody's": 4,
  none: 1,
  reader: 16,
  "sales only": 16,
  "super admin": 16,
};
const insiders = roles.filter((role) => typeof sees[role] !== "string");
const as = (role: Role) => scene.acme.as(scene.who(role));

/** Which of the role's six tickets are among these numbers. */
function kindsAmong(role: Role, numbers: readonly (number | undefined)[]): Kind[] {
  return kinds.filter((kind) => numbers.includes(sharedTicket(scene, role, kind).number));
}

describe.each(insiders)("%s", (role) => {
  test("lists the tickets of the table, as many as the count says", async () => {
    const { items } = await as(role).calls(listTickets, { view: "open", limit: 200 });
    expect(
      kindsAmong(
        role,
        items.map(({ number }) => number),
      ),
    ).toEqual(sees[role]);
    expect(items).toHaveLength(counts[role] ?? -1);
    const views = (await as(role).calls(listViews, {})).items;
    expect(views.find(({ id }) => id === "open")?.count).toBe(counts[role]);
  });

  test("finds the same by search, in the event log and over the socket", async () => {
    const { items } = await as(role).calls(search, { q: "quincunx", limit: 50 });
    expect(
      kindsAmong(
        role,
        items.map(({ ticket }) => ticket.number),
      ),
    ).toEqual(sees[role]);
    // The log waits for whoever else still writes in this database.
    await expect
      .poll(async () => {
        const log = (await as(role).calls(listEvents, { limit: 500 })).items;
        return kindsAmong(
          role,
          log.map(({ ids }) => ids.ticketNumber),
        );
      }, patience)
      .toEqual(sees[role]);
    expect(kindsAmong(role, await heardBy(role))).toEqual(sees[role]);
  });
});

describe("an id of a hidden ticket", () => {
  test("says nothing in a request about one's own", async () => {
    const mine = sharedTicket(scene, "own", "mine");
    const hidden = sharedTicket(scene, "own", "stranger's");
    const app = scene.acme.house.app;
    const headers = { host: scene.acme.host, ...credentialOf(scene.who("own")) };
    const get = async (url: string) =>
      (await app.inject({ method: "GET", url, headers })).json<{ code: string }>().code;
    const message = `/api/v1/tickets/${mine.number}/messages/${hidden.messageId}`;
    expect(await get(`${message}/frame`)).toBe("message_not_found");
    expect(await get(`${message}/pictures/0`)).toBe("message_not_found");
    const post = async (url: string, payload: object) =>
      (await app.inject({ method: "POST", url, headers, payload })).json<{ code: string }>().code;
    expect(await post(`${message}/retry`, {})).toBe("message_not_found");
    expect(await post(`/api/v1/tickets/${mine.number}/undo`, { messageId: hidden.messageId })).toBe(
      "message_not_found",
    );
  });

  test("cannot be answered, attached or drafted on", async () => {
    const mine = sharedTicket(scene, "own", "mine");
    const hidden = sharedTicket(scene, "own", "stranger's");
    const reply = {
      number: mine.number,
      id: crypto.randomUUID(),
      html: "<p>X</p>",
      seenMessageId: mine.messageId,
    };
    expect(
      await as("own").calls(replyToTicket, { ...reply, replyToMessageId: hidden.messageId }),
    ).toMatchObject({ refused: "message_not_found" });
    expect(
      await as("own").calls(replyToTicket, { ...reply, attachmentIds: [hidden.fileId] }),
    ).toMatchObject({ refused: "attachment_unknown" });
    expect(
      await as("own").calls(commentOnTicket, {
        number: mine.number,
        html: "<p>X</p>",
        attachmentIds: [hidden.fileId],
      }),
    ).toMatchObject({ refused: "attachment_unknown" });
    expect(
      await as("own").calls(saveDraft, {
        number: mine.number,
        html: "<p>X</p>",
        attachmentIds: [hidden.fileId],
      }),
    ).toMatchObject({ refused: "attachment_unknown" });
  });

  test("of another desk opens nothing, whoever asks", async () => {
    const rival = await setScene();
    const { number, messageId, fileId } = sharedTicket(rival, "super admin", "nobody's");
    const headers = { host: scene.acme.host, ...credentialOf(scene.who("super admin")) };
    const mine = sharedTicket(scene, "super admin", "mine");
    for (const url of [
      `/api/v1/files/${fileId}`,
      `/api/v1/tickets/${mine.number}/messages/${messageId}/frame`,
      `/api/v1/tickets/${number + 900}`,
    ])
      expect((await scene.acme.house.app.inject({ method: "GET", url, headers })).statusCode).toBe(
        404,
      );
  });
});

const patience = { timeout: 20_000, interval: 50 };

/** The numbers of all tickets that the socket tells of, from the beginning of the log. */
async function heardBy(role: Role): Promise<number[]> {
  const { nextCursor } = await as(role).calls(listEvents, { limit: 1 });
  const epoch = nextCursor.split(".")[0];
  const headers = { host: scene.acme.host, ...credentialOf(scene.who(role)) };
  const heard: number[] = [];
  let quiet = performance.now();
  const socket = await scene.acme.house.app.injectWS(
    `/api/v1/live?after=${epoch}.1.0`,
    { headers },
    {
      onInit: (client) =>
        client.on("message", (data: Buffer) => {
          quiet = performance.now();
          const message = JSON.parse(data.toString()) as LiveMessage;
          if (message.kind === "event" && message.event.ids.ticketNumber)
            heard.push(message.event.ids.ticketNumber);
        }),
    },
  );
  await expect.poll(() => kindsAmong(role, heard), patience).toEqual(sees[role]);
  await expect.poll(() => performance.now() - quiet, patience).toBeGreaterThan(700);
  socket.terminate();
  return heard;
}
