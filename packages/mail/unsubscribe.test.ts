import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readUnsubscribeMark, unsubscribeHeaders, unsubscribeMark } from "./unsubscribe.ts";

const desk = { deskId: randomUUID(), secret: randomBytes(32) };
const bo = { userId: randomUUID(), topic: "mentioned" };

describe("a mark that stops mails", () => {
  test("is read by the desk that made it, for one person and one topic", () => {
    const mark = unsubscribeMark(bo, desk);

    expect(readUnsubscribeMark(mark, desk)).toEqual(bo);
    expect(readUnsubscribeMark(mark, { ...desk, deskId: randomUUID() })).toBeNull();
    expect(readUnsubscribeMark(mark.replace("mentioned", "assigned"), desk)).toBeNull();
    expect(readUnsubscribeMark(mark.replace(bo.userId, randomUUID()), desk)).toBeNull();
    expect(readUnsubscribeMark(`${mark} `, desk)).toBeNull();
  });

  test("offers the one click only where its address is secure", () => {
    expect(unsubscribeHeaders("https://desk.example/unsubscribe/x")).toEqual({
      "List-Unsubscribe": "<https://desk.example/unsubscribe/x>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    expect(unsubscribeHeaders("http://desk.example/unsubscribe/x")).toEqual({
      "List-Unsubscribe": "<http://desk.example/unsubscribe/x>",
    });
  });
});
