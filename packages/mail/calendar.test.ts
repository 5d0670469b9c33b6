import { describe, expect, test } from "vitest";
import { readCalendar } from "./calendar.ts";

const calendar = (...lines: string[]) =>
  Buffer.from(["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR"].join("\r\n"));
const event = (...lines: string[]) =>
  readCalendar(calendar("BEGIN:VEVENT", "SUMMARY:X", ...lines, "END:VEVENT"))?.events[0];
const start = (line: string) => event(line)?.start;

describe("an invitation", () => {
  test("to a day that no calendar has is without a time, not without a page", () => {
    const read = event("DTSTART;VALUE=DATE:20261399", "DURATION:P1D");
    expect(read).toMatchObject({ title: "X", start: null, end: null });
  });

  test.each([
    ["UTC", "DTSTART:20260720T143000Z", "2026-07-20T14:30:00.000Z"],
    ["a zone's summer", "DTSTART;TZID=Europe/Rome:20260720T143000", "2026-07-20T12:30:00.000Z"],
    ["its winter", "DTSTART;TZID=Europe/Rome:20260120T143000", "2026-01-20T13:30:00.000Z"],
    [
      "a path",
      "DTSTART;TZID=/mozilla.org/1/America/New_York:20260720T090000",
      "2026-07-20T13:00:00.000Z",
    ],
  ])("is at the instant that it means: %s", (_, line, at) => {
    expect(start(line)?.at?.toISOString()).toBe(at);
  });

  test("brings the rules of its zone along, as Outlook does", () => {
    const zone = (kind: string, from: string, to: string, rule: string) => [
      ...[`BEGIN:${kind}`, "DTSTART:16010101T020000", `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`],
      ...[`RRULE:FREQ=YEARLY;${rule}`, `END:${kind}`],
    ];
    const at = (day: string) =>
      readCalendar(
        calendar(
          "BEGIN:VTIMEZONE",
          "TZID:W. Europe Standard Time",
          ...zone("STANDARD", "+0200", "+0100", "BYDAY=-1SU;BYMONTH=10"),
          ...zone("DAYLIGHT", "+0100", "+0200", "BYDAY=-1SU;BYMONTH=3"),
          "END:VTIMEZONE",
          "BEGIN:VEVENT",
          `DTSTART;TZID="W. Europe Standard Time":${day}T120000`,
          "SUMMARY:X",
          "END:VEVENT",
        ),
      )?.events[0]?.start?.at?.toISOString();
    expect(at("20260328")).toBe("2026-03-28T11:00:00.000Z");
    expect(at("20260329")).toBe("2026-03-29T10:00:00.000Z");
    expect(at("20261024")).toBe("2026-10-24T10:00:00.000Z");
    expect(at("20261025")).toBe("2026-10-25T11:00:00.000Z");
    expect(at("20260101")).toBe("2026-01-01T11:00:00.000Z");
  });

  test("of which nobody knows the zone keeps the time that it writes", () => {
    expect(start("DTSTART:20260720T143000")).toEqual({
      at: null,
      local: "2026-07-20T14:30:00",
      zone: null,
    });
    expect(start("DTSTART;TZID=Our own:20260720T143000")).toMatchObject({
      at: null,
      zone: "Our own",
    });
  });

  test("lasts until its end, for its duration, or for a whole day", () => {
    const from = "DTSTART:20260720T143000Z";
    expect(event(from, "DTEND:20260720T150000Z")?.end?.at?.toISOString()).toContain("T15:00");
    expect(event(from, "DURATION:PT1H30M")?.end?.local).toBe("2026-07-20T16:00:00");
    expect(event("DTSTART;VALUE=DATE:20260720")).toMatchObject({ allDay: true, end: null });
    expect(event("DTSTART;VALUE=DATE:20260720", "DURATION:P2D")?.end?.local).toBe("2026-07-22");
  });

  test("says who asks, who comes, whether it repeats, and whether it is off", () => {
    const read = event(
      "DTSTART:20260720T143000Z",
      'ORGANIZER;CN="Rossi, Mara":MAILTO:mara@x.example',
      "ATTENDEE;CN=Bo;PARTSTAT=DECLINED;ROLE=REQ-PARTICIPANT:mailto:bo@x.exa",
      " mple",
      "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231T000000Z;BYDAY=MO",
      "STATUS:CANCELLED",
      "LOCATION:Room 1\\, first floor",
      "DESCRIPTION:One\\nTwo",
      "BEGIN:VALARM",
      "DESCRIPTION:Alarm",
      "END:VALARM",
    );
    expect(read).toMatchObject({
      organizer: { name: "Rossi, Mara", address: "mara@x.example" },
      attendees: [{ name: "Bo", address: "bo@x.example", answer: "declined" }],
      repeats: { every: "week", interval: 2, until: "2026-12-31", count: null },
      cancelled: true,
      location: "Room 1, first floor",
      description: "One\nTwo",
    });
  });

  test("is none where the bytes are no calendar", () => {
    expect(readCalendar(Buffer.from("Hello"))).toBeNull();
    expect(readCalendar(calendar())).toBeNull();
    expect(
      readCalendar(calendar("BEGIN:VEVENT", "DTSTART:99999999T999999", "END:VEVENT")),
    ).toBeNull();
  });
});
