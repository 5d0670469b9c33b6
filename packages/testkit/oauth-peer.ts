/** A provider of consents on loopback: as much of OAuth 2 with PKCE as Google and Microsoft speak to us. */
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Code = { challenge: string; redirect: string; account: string };

export type OauthPeer = Awaited<ReturnType<typeof oauthPeer>>;

export async function oauthPeer(
  options: {
    /** Each refresh gives a new refresh token and takes the old one back. */ rotates?: boolean;
  } = {},
) {
  const client = { id: "sportello-client", secret: "sportello-client-secret" };
  const state = {
    codes: new Map<string, Code>(),
    refresh: new Map<string, string>(),
    access: new Map<string, string>(),
    refreshes: 0,
    /** Seconds. */
    accessFor: 3600,
    endsIn: null as number | null,
    down: false,
    account: "support@fiatlux.example",
  };

  /** What the person sees and accepts: the code that the browser comes back with. */
  function consent(url: URL): { state: string; code: string; redirect: string } {
    const asked = Object.fromEntries(url.searchParams);
    const { client_id, response_type, code_challenge_method, scope = "" } = asked;
    if (client_id !== client.id || response_type !== "code" || code_challenge_method !== "S256")
      throw new Error("this is no request of ours");
    if (!scope.includes("mail")) throw new Error("nothing of mail is asked for");
    const code = randomUUID();
    const { code_challenge: challenge = "", redirect_uri: redirect = "" } = asked;
    state.codes.set(code, { challenge, redirect, account: asked["login_hint"] ?? state.account });
    return { state: asked["state"] ?? "", code, redirect };
  }

  function grant(account: string, isSaid: boolean) {
    const [accessToken, refreshToken] = [`access-${randomUUID()}`, `refresh-${randomUUID()}`];
    state.access.set(accessToken, account);
    state.refresh.set(refreshToken, account);
    const claims = Buffer.from(JSON.stringify({ email: account })).toString("base64url");
    return {
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: state.accessFor,
      ...(state.endsIn ? { refresh_token_expires_in: state.endsIn } : {}),
      ...(isSaid ? { id_token: `e30.${claims}.x` } : {}),
    };
  }

  function token(form: URLSearchParams): Record<string, unknown> | null {
    if (form.get("client_id") !== client.id || form.get("client_secret") !== client.secret)
      return null;
    if (form.get("grant_type") === "refresh_token") {
      const given = form.get("refresh_token") ?? "";
      const account = state.refresh.get(given);
      if (account === undefined) return null;
      state.refreshes++;
      if (options.rotates) state.refresh.delete(given);
      const { refresh_token, ...rest } = grant(account, false);
      return options.rotates ? { ...rest, refresh_token } : rest;
    }
    const code = state.codes.get(form.get("code") ?? "");
    state.codes.delete(form.get("code") ?? "");
    const proof = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!code || proof !== code.challenge || form.get("redirect_uri") !== code.redirect)
      return null;
    return grant(code.account, true);
  }

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(400).end());
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (state.down) return void request.socket.destroy();
    const url = new URL(request.url ?? "", "http://provider.test");
    if (url.pathname === "/authorize") {
      const back = consent(url);
      const to = new URL(back.redirect);
      to.searchParams.set("state", back.state);
      to.searchParams.set("code", back.code);
      return void response.writeHead(302, { location: to.href }).end();
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    if (url.pathname === "/introspect") {
      const username = state.access.get(form.get("token") ?? "");
      response.writeHead(200, { "content-type": "application/json" });
      return void response.end(
        JSON.stringify(username ? { active: true, username } : { active: false }),
      );
    }
    const given = token(form);
    response.writeHead(given ? 200 : 400, { "content-type": "application/json" });
    response.end(
      JSON.stringify(given ?? { error: "invalid_grant", error_description: "Revoked." }),
    );
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    config: {
      OAUTH_GOOGLE_ID: client.id,
      OAUTH_GOOGLE_SECRET: client.secret,
      OAUTH_GOOGLE_AUTHORIZE_URL: `${at}/authorize`,
      OAUTH_GOOGLE_TOKEN_URL: `${at}/token`,
      OAUTH_MICROSOFT_ID: client.id,
      OAUTH_MICROSOFT_SECRET: client.secret,
      OAUTH_MICROSOFT_AUTHORIZE_URL: `${at}/authorize`,
      OAUTH_MICROSOFT_TOKEN_URL: `${at}/token`,
    },
    introspection: `${at}/introspect`,
    consent: (url: string) => consent(new URL(url)),
    accepts: (accessToken: string) => state.access.has(accessToken),
    refreshes: () => state.refreshes,
    /** Seconds that the next access tokens live, and the consents, where it says so. */
    gives: (accessFor: number, endsIn: number | null = null) =>
      void Object.assign(state, { accessFor, endsIn }),
    /** The person takes the consent back. */
    revoke: () => {
      state.refresh.clear();
      state.access.clear();
    },
    /** Access tokens end before their time. */
    endAccess: () => state.access.clear(),
    down: () => void (state.down = true),
    up: () => void (state.down = false),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
