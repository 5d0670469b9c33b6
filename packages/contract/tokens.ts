/** Tokens for programs that act as somebody. */
import * as z from "zod";
import { Id, Line, Moment } from "./common.ts";
import { nothing, operation, page, paging, Scope } from "./operation.ts";

export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  /** The first characters, to recognise it by. */
  prefix: z.string(),
  scopes: z.array(Scope),
  createdAt: Moment,
  lastUsedAt: Moment.nullable(),
  expiresAt: Moment.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

export const listTokens = operation({
  method: "GET",
  path: "/api/v1/tokens",
  does: "Lists my API tokens.",
  needs: "account",
  input: z.object(paging),
  output: page(ApiToken),
  refusals: ["cursor_invalid"],
});

export const createToken = operation({
  method: "POST",
  path: "/api/v1/tokens",
  does: "Makes an API token with my rights cut down to the scopes. The token itself is answered only now.",
  needs: "account",
  status: 201,
  input: z.object({
    name: Line(100),
    scopes: z.array(Scope).min(1),
    expiresAt: Moment.nullable().default(null),
  }),
  output: ApiToken.extend({ token: z.string() }),
  refusals: [],
});

export const revokeToken = operation({
  method: "DELETE",
  path: "/api/v1/tokens/{id}",
  does: "Revokes one of my API tokens.",
  needs: "account",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["token_not_found"],
});
