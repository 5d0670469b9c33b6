import { describe, expect, test } from "vitest";
import { momentAt, nextTimes, wallAt } from "./when.ts";

describe("a time that is chosen by the clock", () => {
  test("H86: is the moment at which the clocks of that zone show it", () => {
    expect(momentAt("2026-11-30T09:00", "Europe/Rome").toISOString()).toBe(
      "2026-11-30T08:00:00.000Z",
    );
    expect(momentAt("2026-07-01T09:00", "Europe/Rome").toISOString()).toBe(
      "2026-07-01T07:00:00.000Z",
    );
    expect(momentAt("2026-07-01T09:00", "Pacific/Kiritimati").toISOString()).toBe(
      "2026-06-30T19:00:00.000Z",
    );
    expect(wallAt(new Date("2026-07-01T07:00:00Z"), "Europe/Rome")).toBe("2026-07-01T09:00");
  });

  test("H86: stands a change of the clocks: what is skipped comes after it, what comes twice is the first", () => {
    expect(momentAt("2026-03-29T02:30", "Europe/Rome").toISOString()).toBe(
      "2026-03-29T01:30:00.000Z",
    );
    expect(momentAt("2026-10-25T02:30", "Europe/Rome").toISOString()).toBe(
      "2026-10-25T00:30:00.000Z",
    );
  });

  test("H86: tomorrow and Monday are those of the zone, never today", () => {
    const sunday = nextTimes(new Date("2026-11-29T23:30:00Z"), "Europe/Rome");
    expect(sunday.tomorrow.toISOString()).toBe("2026-12-01T08:00:00.000Z");
    expect(sunday.monday.toISOString()).toBe("2026-12-07T08:00:00.000Z");
    const saturday = nextTimes(new Date("2026-11-28T12:02:00Z"), "Europe/Rome");
    expect(saturday.monday.toISOString()).toBe("2026-11-30T08:00:00.000Z");
    expect(saturday.inAnHour.toISOString()).toBe("2026-11-28T13:05:00.000Z");
  });
});
