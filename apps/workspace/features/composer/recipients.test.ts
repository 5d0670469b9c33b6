import { describe, expect, test } from "vitest";
import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import { nothingWritten } from "../../live/writing.ts";
import { addressesOf, isAddress, readAddresses } from "./recipients.ts";

const box = (address: string, name = "") => ({ name, address });
const mara = box("mara@example.com", "Mara");
const luca = box("luca@example.com", "Luca");
const ours = new Set(["support@lariana.example"]);
// Only what addressing reads of them.
const ticket = { contact: { id: "1", name: "Mara", email: mara.address } } as Ticket;
const mail = (part: Partial<Message>) =>
  ({ kind: "message", direction: "incoming", from: mara, to: [], cc: [], ...part }) as Message;

describe("whom a reply goes to", () => {
  test("is who wrote, with everybody else who was addressed in Cc", () => {
    const target = mail({ to: [box("support@lariana.example")], cc: [luca] });
    expect(addressesOf(nothingWritten, target, ticket, ours)).toEqual({
      to: [mara],
      cc: [luca],
      bcc: [],
    });
  });

  test("is never one of our own addresses, not even a signed one", () => {
    const target = mail({ to: [box("Support+k3j2.abc@Lariana.example"), luca] });
    expect(addressesOf(nothingWritten, target, ticket, ours).cc).toEqual([luca]);
  });

  test("is where our own last message went, when that one is answered", () => {
    const target = mail({
      direction: "outgoing",
      from: box("support@lariana.example"),
      to: [luca],
    });
    expect(addressesOf(nothingWritten, target, ticket, ours).to).toEqual([luca]);
  });

  test("is the contact of a ticket without a conversation", () => {
    expect(addressesOf(nothingWritten, undefined, ticket, ours).to).toEqual([mara]);
  });

  test("is what was chosen by hand, and nobody besides", () => {
    const chosen = { ...nothingWritten, to: [luca] };
    expect(addressesOf(chosen, mail({ cc: [mara] }), ticket, ours)).toEqual({
      to: [luca],
      cc: [],
      bcc: [],
    });
  });
});

describe("addresses that are pasted", () => {
  test("are read with their names, however they are separated", () => {
    expect(readAddresses('"Rossi, M" <mara@example.com>; luca@example.com').at(-1)).toEqual(
      box("luca@example.com"),
    );
    expect(readAddresses("Mara <mara@example.com>\nluca@example.com")).toEqual([
      mara,
      box("luca@example.com"),
    ]);
  });

  test("that cannot be one are told apart", () => {
    expect(["a@b.it", "a@b", "a b@c.it", "<a@b.it>"].map(isAddress)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
