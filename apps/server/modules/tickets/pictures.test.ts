/** Remote pictures of a mail: blocked, shown through us when asked for, never an address that the request chose. */
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allowPictures, readMessageFrame, readMessagePicture } from "#contract/messages.ts";
import { desk, openHouse, type TestDesk, type TestHouse } from "#testkit";
import { mailFrom } from "./test/mail.ts";

const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

let outside: TestHouse;
let server: Server;
let asked: { path: string; headers: string[] }[] = [];
let world = "";

beforeAll(async () => {
  outside = await openHouse({ OUTBOUND_ALLOW_PRIVATE: true });
  server = createServer(({ url = "", headers }, answer) => {
    asked.push({ path: url, headers: Object.keys(headers) });
    answer.setHeader("content-type", "image/gif");
    answer.end(url.includes("svg") ? svg : url.includes("page") ? "<p>Hello</p>" : gif);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  world = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await outside.close();
});

const picturesOf = (...paths: string[]) =>
  paths.map((path) => `<img src="${world}${path}">`).join("");

function reading(acme: TestDesk, { ticketNumber, messageId }: Where) {
  const at = { number: ticketNumber, messageId };
  return {
    frame: (ask = {}) => acme.as(acme.ana).fetches(readMessageFrame, { ...at, ...ask }),
    picture: (index: number) => acme.as(acme.ana).fetches(readMessagePicture, { ...at, index }),
  };
}
type Where = { ticketNumber: number; messageId: string };

describe("a remote picture", () => {
  test("is loaded when it is asked for, by us, from the address in the mail", async () => {
    const acme = await desk({ at: outside });
    const where = await mailFrom(acme, "mara@x.example", picturesOf("/a.gif", "/b.gif", "/a.gif"));
    asked = [];
    const mail = reading(acme, where);

    expect((await mail.frame()).body).not.toMatch(/[^-]src=/);
    const { body } = await mail.frame({ images: true });
    const links = [...body.matchAll(/[^-]src="([^"]+)"/g)].map(([, link]) => link);
    const link = (index: number) =>
      `/api/v1/tickets/${where.ticketNumber}/messages/${where.messageId}/pictures/${index}`;
    expect(links).toEqual([link(0), link(1), link(0)]);
    expect(asked).toEqual([]);

    const picture = await mail.picture(1);
    expect(picture.rawPayload).toEqual(gif);
    expect(picture.headers).toMatchObject({
      "content-type": "image/gif",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'self'",
    });
    expect(asked.map(({ path }) => path)).toEqual(["/b.gif"]);
    expect(asked[0]?.headers).not.toEqual(expect.arrayContaining(["cookie"]));
    expect(asked[0]?.headers).not.toEqual(expect.arrayContaining(["referer"]));
  });

  test("that is a document, a page or nothing is not shown, whatever its server says it is", async () => {
    const acme = await desk({ at: outside });
    const where = await mailFrom(acme, "m@x.example", picturesOf("/x.svg", "/page"));
    const mail = reading(acme, where);
    for (const index of [0, 1])
      expect(JSON.parse((await mail.picture(index)).body)).toMatchObject({
        code: "picture_unavailable",
      });
    expect(JSON.parse((await mail.picture(2)).body)).toMatchObject({ code: "picture_not_found" });
  });

  test("of our own network is not asked for", async () => {
    const acme = await desk();
    const where = await mailFrom(acme, "m@x.example", picturesOf("/a.gif"));
    asked = [];
    expect(JSON.parse((await reading(acme, where).picture(0)).body)).toEqual({
      type: "/api/docs#picture_unavailable",
      title: "The picture could not be loaded from its server.",
      status: 502,
      code: "picture_unavailable",
    });
    expect(asked).toEqual([]);
  });
});

describe("the pictures of a sender", () => {
  const allowed = async (acme: TestDesk, { ticketNumber }: Where) =>
    (await acme.messages(ticketNumber)).map(({ imagesAllowed }) => imagesAllowed);

  test("are always shown to who said so, and to nobody else, until they take it back", async () => {
    const acme = await desk();
    const send = (from: string, change = {}) =>
      mailFrom(acme, from, picturesOf("/a.gif"), { blockedImages: 1, ...change });
    const first = await send("mara@x.example");
    const later = await send("Mara@X.example");
    const others = await send("bo@x.example");
    const forged = await send("mara@x.example", { verified: "failed" });
    const at = { number: first.ticketNumber, messageId: first.messageId };

    await acme.as(acme.ana).calls(allowPictures, at);
    expect(await allowed(acme, later)).toEqual([false]);
    await acme.as(acme.owner).calls(allowPictures, at);
    expect(await allowed(acme, later)).toEqual([true]);
    expect(await allowed(acme, others)).toEqual([false]);
    expect(await allowed(acme, forged)).toEqual([false]);
    await acme.as(acme.owner).calls(allowPictures, { ...at, always: false });
    expect(await allowed(acme, later)).toEqual([false]);
  });
});
