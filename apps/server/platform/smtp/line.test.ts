import { expect, test } from "vitest";
import { smtpPeer } from "#testkit/mail-peers.ts";
import { openLine } from "./line.ts";

test("a line goes where its name leads when it is made, and only if it may go there", async () => {
  const greeted: string[] = [];
  const peer = await smtpPeer({
    onConnect: ({ remoteAddress }, done) => {
      greeted.push(remoteAddress);
      done();
    },
  });
  const url = `smtp://localhost:${peer.port}?tls=none`;
  const asked: string[] = [];
  const mayReach = (address: string) => {
    asked.push(address);
    return asked.length > 1;
  };
  await expect(openLine({ url, mayReach: () => false })).rejects.toThrow("address_refused");
  await expect(
    openLine({ url: `smtp://127.0.0.1:${peer.port}`, mayReach: () => false }),
  ).rejects.toThrow("no mail server");
  expect(greeted).toEqual([]);
  await expect(openLine({ url, mayReach })).rejects.toThrow("address_refused");
  (await openLine({ url, mayReach })).close();
  expect(asked).toContain("127.0.0.1");
  await peer.close();
});
