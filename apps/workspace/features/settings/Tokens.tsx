import { Button } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type ApiToken, revokeToken } from "#contract/tokens.ts";
import { Card } from "../../kit/Card.tsx";
import { Confirm } from "../../kit/Confirm.tsx";
import { Page } from "../../kit/Page.tsx";
import { regional, RelativeTime } from "../../kit/RelativeTime.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { NewToken } from "./NewToken.tsx";
import { useScopeNames } from "./scopes.ts";
import { NewItem } from "./Item.tsx";
import look from "./list.module.css";

/** My API tokens: make, see when they were used, revoke. */
export function Tokens({ item }: { item: string | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const tokens = useQuery(queries.tokens()).data?.items;
  const [leaving, setLeaving] = useState<ApiToken | null>(null);
  return (
    <Page
      title={t`API tokens`}
      lead={
        <Trans>
          For scripts and other programs that act as you. A token can do what you may do, cut down
          to its scopes. The <a href="/api/docs">documentation of the API</a> is part of this desk.
        </Trans>
      }
      action={
        <NewItem page="tokens">
          <Trans>New token</Trans>
        </NewItem>
      }
      panel={
        item === "new" ? (
          <NewToken
            onClose={() => void navigate({ to: "/settings/$page", params: { page: "tokens" } })}
          />
        ) : null
      }
    >
      <Card>
        {tokens?.length === 0 ? (
          <p className={look.empty}>
            <Trans>You have no tokens.</Trans>
          </p>
        ) : (
          <ul className={look.list}>
            {tokens?.map((token) => (
              <TokenRow key={token.id} token={token} onRevoke={() => setLeaving(token)} />
            ))}
          </ul>
        )}
      </Card>
      <Confirm
        opened={leaving !== null}
        title={t`Revoke “${leaving?.name ?? ""}”?`}
        action={t`Revoke`}
        onConfirm={() => leaving && revoke(leaving, t`The token is revoked.`)}
        onClose={() => setLeaving(null)}
      >
        <Trans>Whatever uses this token stops working at once. This cannot be taken back.</Trans>
      </Confirm>
    </Page>
  );
}

function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const { i18n } = useLingui();
  const nameOf = useScopeNames();
  const expires = token.expiresAt && new Date(token.expiresAt);
  return (
    <li className={look.item}>
      <div className={look.row}>
        <IconKey size={16} stroke={1.5} aria-hidden style={{ color: "var(--sp-faint)" }} />
        <div style={{ minWidth: 0 }}>
          <span className={look.name}>
            {token.name}{" "}
            <code style={{ color: "var(--sp-faint)", fontWeight: 400 }}>{token.prefix}…</code>
          </span>
          <span className={look.more} style={{ whiteSpace: "normal" }}>
            {token.scopes.map(nameOf).join(", ")} ·{" "}
            {token.lastUsedAt ? (
              <Trans>
                used <RelativeTime at={token.lastUsedAt} />
              </Trans>
            ) : (
              <Trans>never used</Trans>
            )}
            {expires ? (
              <>
                {" · "}
                <Trans>until {expires.toLocaleDateString(regional(i18n.locale))}</Trans>
              </>
            ) : null}
          </span>
        </div>
        <Button variant="default" size="xs" onClick={onRevoke}>
          <Trans>Revoke…</Trans>
        </Button>
      </div>
    </li>
  );
}

async function revoke(token: ApiToken, done: string) {
  try {
    await call(revokeToken, { id: token.id });
    toast({ message: done });
  } catch (error) {
    toastError(error);
  }
  await cache.invalidateQueries({ queryKey: queries.tokens().queryKey });
}
