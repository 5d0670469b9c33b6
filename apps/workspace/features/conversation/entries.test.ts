import { describe, expect, test } from "vitest";
import type { Activity } from "#contract/activity.ts";
import type { Message } from "#contract/messages.ts";
import { entriesOf, firstUnread } from "./entries.ts";

const at = (minute: number) => `2026-11-23T09:${String(minute).padStart(2, "0")}:00.000Z`;
// Only what the timeline reads of them.
const mail = (id: string, minute: number, direction: Message["direction"] = "incoming") =>
  ({ id, kind: "message", direction, writtenAt: at(minute) }) as Message;
const step = (id: string, minute: number, what: Activity["what"] = "status_changed") =>
  ({ id, what, at: at(minute), by: { type: "user", id: null, name: "Ana" } }) as Activity;
const plain = { partial: false, unreadId: null, targetId: null };

describe("the timeline", () => {
  test("puts what was done between the messages it happened between, as one group", () => {
    const messages = [mail("a", 1), mail("b", 9)];
    const activity = [step("s3", 10), step("s2", 5), step("s1", 4)];
    const kinds = keysOf({ ...plain, messages, activity });
    expect(kinds).toEqual(["day", "a", "s1", "b", "s3"]);
  });

  test("leaves out what happened before the oldest loaded message", () => {
    const kinds = keysOf({
      ...plain,
      partial: true,
      messages: [mail("b", 9)],
      activity: [step("old", 2)],
    });
    expect(kinds).toEqual(["day", "b"]);
  });

  test("folds the older messages of a long thread, but never an unread or wanted one", () => {
    const messages = Array.from({ length: 12 }, (_, index) => mail(`m${index}`, index));
    const open = (given: { unreadId: string | null; targetId: string | null }) =>
      entriesOf({ ...plain, ...given, messages, activity: [] })
        .filter((entry) => entry.kind === "message" && !entry.folded)
        .map(({ key }) => key);
    expect(open({ unreadId: null, targetId: null })).toHaveLength(4);
    expect(open({ unreadId: "m6", targetId: "m1" })).toEqual([
      "m1",
      "m6",
      "m7",
      "m8",
      "m9",
      "m10",
      "m11",
    ]);
  });

  test("finds unread after our last answer", () => {
    const messages = [mail("a", 1), mail("b", 2, "outgoing"), mail("c", 3), mail("d", 4)];
    expect(firstUnread(messages)).toBe("c");
  });
});

function keysOf(given: Parameters<typeof entriesOf>[0]) {
  return entriesOf(given).map(({ kind, key }) => (kind === "day" ? "day" : key));
}
