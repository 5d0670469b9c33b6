/** Back from the provider: its code becomes tokens, the mailbox is tried with them, and the channel reads it. */
import type { Channel, MailProvider } from "#contract/channels.ts";
import type { finishConsent as operation } from "#contract/consents.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { channelById } from "./channel.ts";
import { keepConsent } from "./consent.ts";
import { connectChannel } from "./create.ts";
import { askForGrant, type Grant, GrantRefused } from "./grant.ts";
import { columnsByConsent } from "./mailbox.ts";
import { type Provider, providerOf } from "./provider.ts";
import { comeBackTo, stateHash, verifierPurpose } from "./start-consent.ts";
import { changeChannel } from "./update.ts";

type Input = InputOf<typeof operation>;

export async function finishConsent(call: Call, { state, code }: Input): Promise<Channel> {
  const asked = await takeRequest(call, state);
  const provider = providerOf(call.platform.config, asked.provider);
  if (!provider) throw refuse("provider_off");
  const before = asked.channelId ? await channelById(call.db, call.desk.id, asked.channelId) : null;
  if (asked.channelId && !before) throw refuse("channel_not_found");
  const grant = await exchange(call, provider, code, asked.verifier);
  const { refreshToken } = grant;
  if (!refreshToken) throw refuse("consent_refused", { reason: "no_refresh_token" });
  const account = grant.account ?? asked.address;
  const imap = { ...provider.imap, user: account, mailbox: before?.imap?.mailbox ?? "INBOX" };
  const { accessToken } = grant;
  const mailbox = await columnsByConsent(call, { imap, accessToken, since: asked.since }, before);
  const given = { provider: provider.name, account, grant, refreshToken };
  const then = { change: mailbox, also: keepFor(call, given) };
  return before
    ? changeChannel(call, before, then)
    : connectChannel(call, { address: asked.address }, then);
}

function keepFor({ platform, desk }: Call, given: Parameters<typeof keepConsent>[3]) {
  return (tx: Parameters<typeof keepConsent>[0], channelId: string) =>
    keepConsent(tx, platform, { deskId: desk.id, channelId }, given);
}

type Asked = {
  provider: MailProvider;
  verifier: string;
  channelId: string | null;
  address: string;
  since: Date | null;
};

/** It is gone whatever follows: a state works once. @throws Refusal consent_unknown */
async function takeRequest(call: Call, state: string): Promise<Asked> {
  const row = await call.db
    .deleteFrom("consent_requests")
    .where("desk_id", "=", call.desk.id)
    .where("state_hash", "=", stateHash(state))
    .where("user_id", "=", call.agent.id)
    .where("expires_at", ">", call.now)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw refuse("consent_unknown");
  const { provider, channel_id: channelId, address, since } = row;
  const verifier = call.platform.seal.open(verifierPurpose, row.verifier);
  return { provider, channelId, address, since, verifier };
}

/** @throws Refusal consent_refused */
function exchange(
  { platform }: Call,
  provider: Provider,
  code: string,
  verifier: string,
): Promise<Grant> {
  return askForGrant(provider, {
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
    redirect_uri: comeBackTo(platform),
  }).catch((error: unknown) => {
    if (!(error instanceof GrantRefused))
      platform.log.warn({ err: error }, "a provider gave no token");
    const reason = error instanceof GrantRefused ? error.message : "provider_unreachable";
    throw refuse("consent_refused", { reason });
  });
}
