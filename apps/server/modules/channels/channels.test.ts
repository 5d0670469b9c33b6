import { createChannel, deleteChannel, listChannels, updateChannel } from "#contract/channels.ts";
import { desk } from "#testkit";
import { describe, expect, test } from "vitest";
import { servedAddress } from "./served.ts";

describe("a channel", () => {
  test("serves its address in any case and with anything behind a plus, until it is disconnected", async () => {
    const acme = await desk();
    const as = acme.as(acme.owner);
    const { db } = acme.house.platform;
    const { id } = await as.calls(createChannel, { address: `Sales@${acme.host}` });
    for (const address of [`sales@${acme.host}`, `SALES@${acme.host}`, `sales+a.b@${acme.host}`])
      expect(await servedAddress(db, address)).toMatchObject({ deskId: acme.id, channelId: id });

    await as.calls(deleteChannel, { id });
    expect(await servedAddress(db, `sales@${acme.host}`)).toBeNull();
  });

  test("has an address that no other one has", async () => {
    const acme = await desk();
    const as = acme.as(acme.owner);
    const taken = await as.calls(createChannel, { address: acme.channel.address });
    const other = await as.calls(createChannel, { address: `other@${acme.host}` });
    const moved = await as.calls(updateChannel, { id: other.id, address: acme.channel.address });
    expect([taken, moved]).toMatchObject([
      { refused: "address_taken" },
      { refused: "address_taken" },
    ]);
  });

  test("is changed by who may change settings, and tells the screens", async () => {
    const acme = await desk();
    const { id } = acme.channel;
    const change = { id, signatureHtml: "<p>Acme</p>", reopenDays: 3 };
    expect(await acme.as(acme.ana).calls(updateChannel, change)).toMatchObject({
      refused: "settings_forbidden",
    });
    expect(await acme.as(acme.owner).calls(updateChannel, change)).toMatchObject({ reopenDays: 3 });
    expect((await acme.events()).map(({ type }) => type)).toEqual(["channel.changed"]);
    const { items } = await acme.as(acme.ana).calls(listChannels, {});
    expect(items).toMatchObject([{ id, signatureHtml: "<p>Acme</p>", imap: null }]);
  });

  test("keeps of its signature what may stand in a mail", async () => {
    const acme = await desk();
    const as = acme.as(acme.owner);
    const signatureHtml = '<p onclick="x()">Acme</p><script>x()</script>';
    const made = await as.calls(createChannel, { address: `sales@${acme.host}`, signatureHtml });
    const changed = await as.calls(updateChannel, { id: acme.channel.id, signatureHtml });
    expect([made.signatureHtml, changed.signatureHtml]).toEqual(["<p>Acme</p>", "<p>Acme</p>"]);
  });

  test("of another desk does not exist", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const answer = await rival.as(rival.owner).calls(deleteChannel, { id: acme.channel.id });
    expect(answer).toMatchObject({ refused: "channel_not_found" });
  });
});

describe("the default reply address of teams", () => {
  test("S4: is set by who may change settings, and by nobody else", async () => {
    const acme = await desk();
    const admin = await acme.user("Adam", { accountAccess: true });
    const change = { id: acme.channel.id, replyDefaultTeamIds: [acme.support.id] };

    expect(await acme.as(acme.ana).calls(updateChannel, change)).toEqual({
      refused: "settings_forbidden",
    });
    for (const boss of [acme.owner, admin])
      expect(await acme.as(boss).calls(updateChannel, change)).toMatchObject({
        replyDefaultTeamIds: [acme.support.id],
      });
  });

  test("S4: is shown to who may set it; others see only what is their own", async () => {
    const acme = await desk();
    const change = { id: acme.channel.id, replyDefaultTeamIds: [acme.support.id] };
    await acme.as(acme.owner).calls(updateChannel, change);
    const seen = async (who: typeof acme.ana) =>
      (await acme.as(who).calls(listChannels, {})).items.map((channel) => [
        channel.replyDefaultTeamIds.length,
        channel.isMyReplyDefault,
      ]);

    expect(await seen(acme.owner)).toEqual([[1, false]]);
    expect(await seen(acme.ana)).toEqual([[0, true]]);
    expect(await seen(acme.bo)).toEqual([[0, false]]);
  });

  test("S4: a team has one: the later choice takes it, a disconnected channel gives it back", async () => {
    const acme = await desk();
    const as = acme.as(acme.owner);
    const replyDefaultTeamIds = [acme.support.id];
    await as.calls(updateChannel, { id: acme.channel.id, replyDefaultTeamIds });
    const other = await as.calls(createChannel, {
      address: `other@${acme.host}`,
      replyDefaultTeamIds,
    });
    const mine = async () =>
      (await acme.as(acme.ana).calls(listChannels, {})).items
        .filter((channel) => channel.isMyReplyDefault)
        .map(({ id }) => id);
    expect(await mine()).toEqual([other.id]);

    await as.calls(deleteChannel, { id: other.id });
    expect(await mine()).toEqual([]);
  });

  test("S4: is not for teams of nowhere, and nothing is kept then", async () => {
    const acme = await desk();
    const change = { id: acme.channel.id, name: "X", replyDefaultTeamIds: [acme.channel.id] };

    const answer = await acme.as(acme.owner).calls(updateChannel, change);

    expect(answer).toEqual({ refused: "team_not_found" });
    const { items } = await acme.as(acme.owner).calls(listChannels, {});
    expect(items).toMatchObject([{ name: "Support", replyDefaultTeamIds: [] }]);
  });
});
