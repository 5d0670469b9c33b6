/** What a provider gives for a code or a refresh token. */
import { postForm } from "#platform/outbound/form.ts";
import type { Provider } from "./provider.ts";

export type Grant = {
  accessToken: string;
  /** Milliseconds that the access token lives. */
  accessFor: number;
  /** Null where the one before stays. */
  refreshToken: string | null;
  /** Milliseconds until consent ends by itself, where the provider says so. */
  endsIn: number | null;
  /** Who consented, where the provider says so. */
  account: string | null;
};

/** The provider says no for good: the code is used, or the consent was taken back. */
export class GrantRefused extends Error {}

/** @throws GrantRefused, or any other error when there was no clear answer. */
export async function askForGrant(
  provider: Provider,
  fields: Record<string, string>,
): Promise<Grant> {
  const { clientId, clientSecret, tokenUrl } = provider;
  const { status, body } = await postForm(tokenUrl, {
    client_id: clientId,
    client_secret: clientSecret,
    ...fields,
  });
  const access = text(body["access_token"]);
  if (status === 200 && access)
    return {
      accessToken: access,
      accessFor: seconds(body["expires_in"]) ?? 300_000,
      refreshToken: text(body["refresh_token"]),
      endsIn: seconds(body["refresh_token_expires_in"]),
      account: addressIn(text(body["id_token"])),
    };
  const code = text(body["error"]) ?? `status ${status}`;
  const said = `${code} ${text(body["error_description"]) ?? ""}`.trim().slice(0, 300);
  // Anything else may be our registration or a bad day of theirs: it may be better the next time.
  if (code === "invalid_grant" || code === "interaction_required") throw new GrantRefused(said);
  throw new Error(`the sign-in server said: ${said}`);
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function seconds(value: unknown): number | null {
  const given = Number(value);
  return Number.isFinite(given) && given > 0 ? given * 1000 : null;
}

/** It came from the provider itself over our own line: its signature need not be asked for. */
function addressIn(idToken: string | null): string | null {
  try {
    const [, claims = ""] = idToken?.split(".") ?? [];
    const said = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, unknown>;
    const address = text(said["email"]) ?? text(said["preferred_username"]);
    return address?.includes("@") ? address.slice(0, 320) : null;
  } catch {
    return null;
  }
}
