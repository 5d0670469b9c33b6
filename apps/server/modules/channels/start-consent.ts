/** The way to the provider: a state that only comes back to who left, and a verifier that never leaves this house. */
import { createHash, randomBytes } from "node:crypto";
import type { startConsent as operation } from "#contract/consents.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { Call, Platform } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { channelAddresses, channelById } from "./channel.ts";
import { providerOf } from "./provider.ts";

type Input = InputOf<typeof operation>;

/** Milliseconds to sign in and consent. */
const patience = 15 * 60_000;
export const verifierPurpose = "mailbox consent verifier";

export async function startConsent(call: Call, input: Input): Promise<OutputOf<typeof operation>> {
  const { platform, desk, agent, now } = call;
  const provider = providerOf(platform.config, input.provider);
  if (!provider) throw refuse("provider_off");
  const address = await addressFor(call, input);
  const [state, verifier] = [randomText(), randomText()];
  await forgetOld(call);
  await call.db
    .insertInto("consent_requests")
    .values({
      desk_id: desk.id,
      state_hash: stateHash(state),
      user_id: agent.id,
      provider: provider.name,
      verifier: platform.seal.close(verifierPurpose, verifier),
      channel_id: input.channelId ?? null,
      address,
      since: input.since ? new Date(input.since) : null,
      expires_at: new Date(now.getTime() + patience),
    })
    .execute();
  const url = new URL(provider.authorizeUrl);
  const asked = {
    client_id: provider.clientId,
    redirect_uri: comeBackTo(platform),
    response_type: "code",
    scope: provider.scope,
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    login_hint: address,
    ...provider.asks,
  };
  for (const [key, value] of Object.entries(asked)) url.searchParams.set(key, value);
  return { url: url.href };
}

/** A page of the workspace: it posts what it was given, so that nothing is done by following a link. */
export function comeBackTo({ config }: Platform): string {
  return `${config.PUBLIC_URL}/settings/channels/connect`;
}

export function stateHash(state: string): Buffer {
  return createHash("sha256").update(state).digest();
}

/** @throws Refusal channel_not_found, address_taken, invalid_input */
async function addressFor({ db, desk }: Call, { channelId, address }: Input): Promise<string> {
  if (channelId) {
    const channel = await channelById(db, desk.id, channelId);
    if (!channel) throw refuse("channel_not_found");
    return channel.address;
  }
  if (!address) throw refuse("invalid_input", { fields: { address: "is missing" } });
  if ((await channelAddresses(db, desk.id)).has(address.toLowerCase()))
    throw refuse("address_taken");
  return address;
}

async function forgetOld({ db, desk, now }: Call): Promise<void> {
  await db
    .deleteFrom("consent_requests")
    .where("desk_id", "=", desk.id)
    .where("expires_at", "<", now)
    .execute();
}

function randomText() {
  return randomBytes(32).toString("base64url");
}
