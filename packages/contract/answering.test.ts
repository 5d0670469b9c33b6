import { describe, expect, test } from "vitest";
import { answerSubject, answerTo, fromFor } from "./answering.ts";

const box = (address: string) => ({ name: "", address });
const main = box("mara@x.example");
const isOurs = (address: string) => address.startsWith("support");
const incoming = {
  direction: "incoming" as const,
  from: main,
  to: [box("support@d.example")],
  cc: [],
};

describe("whom an answer goes to", () => {
  test("S32: is the contact where the message names nobody but ourselves", () => {
    const own = { ...incoming, direction: "outgoing" as const, from: box("support@d.example") };
    expect(answerTo(own, { main, isOurs })).toEqual({ to: [main], cc: [] });
    expect(answerTo({ ...incoming, from: box("support+1@d.example") }, { main, isOurs })).toEqual({
      to: [main],
      cc: [],
    });
    expect(answerTo(null, { main: null, isOurs })).toEqual({ to: [], cc: [] });
  });

  test("S32: names nobody twice, in whatever case they were written", () => {
    const mail = {
      ...incoming,
      cc: [box("MARA@x.example"), box("luca@x.example"), box("Luca@x.example")],
    };
    expect(answerTo(mail, { main, isOurs })).toEqual({ to: [main], cc: [box("luca@x.example")] });
  });
});

test("S32: an answer is called as the message, with one Re:", () => {
  expect(answerSubject({ subject: "Lamp" }, "Ticket")).toBe("Re: Lamp");
  expect(answerSubject({ subject: "AW: Lamp" }, "Ticket")).toBe("AW: Lamp");
  expect(answerSubject({ subject: " " }, "Ticket")).toBe("Re: Ticket");
  expect(answerSubject(null, "Ticket")).toBe("Ticket");
});

describe("the address that an answer leaves from", () => {
  const froms = {
    chosen: null,
    threads: ["support"],
    answered: false,
    teamDefault: null,
    connected: ["sales", "support", "billing"],
  };

  test("S40: is the team's default in a conversation that nobody has answered", () => {
    expect(fromFor({ ...froms, teamDefault: "billing" })).toEqual({
      channelId: "billing",
      differs: false,
    });
  });

  test("S40: stays that of the conversation once we have written, and says that it differs", () => {
    const given = { ...froms, answered: true, teamDefault: "billing" };
    expect(fromFor(given)).toEqual({ channelId: "support", differs: true });
    expect(fromFor({ ...given, threads: ["billing"] }).differs).toBe(false);
  });

  test("S40: stays the one that was chosen by hand", () => {
    const given = { ...froms, chosen: "sales", teamDefault: "billing" };
    expect(fromFor(given)).toEqual({ channelId: "sales", differs: false });
  });

  test("S39: is never one that is not connected any more", () => {
    const gone = { ...froms, chosen: "gone", threads: ["gone", null], teamDefault: "gone" };
    expect(fromFor(gone)).toEqual({ channelId: "sales", differs: false });
    expect(fromFor({ ...gone, connected: [] }).channelId).toBeNull();
  });
});
