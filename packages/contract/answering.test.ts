import { describe, expect, test } from "vitest";
import { answerSubject, answerTo } from "./answering.ts";

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
