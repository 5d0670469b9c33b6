import { expect, test } from "vitest";
import { listAudit } from "#contract/audit.ts";
import { readDesk, updateDesk } from "#contract/desk.ts";
import { readSession } from "#contract/sign-in.ts";
import { desk } from "#testkit";

test("the desk is renamed by those who may, everybody reads the new name at once, and the audit log knows both", async () => {
  const acme = await desk();
  const owner = acme.as(acme.owner);
  const { name: old } = await owner.calls(readDesk, {});

  expect(await owner.calls(updateDesk, { name: "Acme Help" })).toEqual({
    name: "Acme Help",
    commentsOnCalls: "after_email",
    spamDays: 90,
  });

  expect((await acme.as(acme.ana).calls(readSession, {})).desk.name).toBe("Acme Help");
  const [entry] = (await owner.calls(listAudit, { kind: "desk.changed" })).items;
  expect(entry?.changes).toEqual([{ field: "name", before: old, after: "Acme Help" }]);
});

test("who may not change settings neither reads nor changes the desk's", async () => {
  const acme = await desk();
  const ana = acme.as(acme.ana);
  expect(await ana.calls(readDesk, {})).toMatchObject({ refused: "settings_forbidden" });
  expect(await ana.calls(updateDesk, { name: "Mine" })).toMatchObject({
    refused: "settings_forbidden",
  });
});

test.each([0, 3651, 1.5])("H17: spam is not kept for %s days", async (spamDays) => {
  const acme = await desk();
  expect(await acme.as(acme.owner).calls(updateDesk, { spamDays })).toMatchObject({
    refused: "invalid_input",
  });
});

test("a desk cannot be without a name", async () => {
  const acme = await desk();
  expect(await acme.as(acme.owner).calls(updateDesk, { name: "  " })).toMatchObject({
    refused: "invalid_input",
  });
});
