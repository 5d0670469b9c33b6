import { Button, Loader } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { finishConsent } from "#contract/consents.ts";
import { Notice } from "../../kit/Notice.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import look from "./fields.module.css";

/** Back from Google or Microsoft: what they gave the browser is handed over, once. */
export function FinishConsent({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const problem = useFinish();
  const title = t`Connecting the mailbox`;
  return (
    <SidePanel title={title} label={title} onClose={onClose}>
      <div className={look.panel}>
        {problem ? (
          <>
            <Notice tone="danger">{problem}</Notice>
            <Button variant="default" onClick={onClose}>
              <Trans>Back to the channels</Trans>
            </Button>
          </>
        ) : (
          <>
            <Loader size="sm" aria-label={title} />
            <p className={look.hint} role="status">
              <Trans>
                The mailbox is being opened for the first time. This takes some seconds.
              </Trans>
            </p>
          </>
        )}
      </div>
    </SidePanel>
  );
}

/** What went wrong; null while it is under way. */
function useFinish(): string | null {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  const navigate = useNavigate();
  const { state, code } = useSearch({ strict: false });
  const [problem, setProblem] = useState<string | null>(null);
  const begun = useRef(false);

  useEffect(() => {
    // A code works once: a second effect of the same visit must not use it.
    if (begun.current) return;
    begun.current = true;
    if (!state || !code)
      return setProblem(t`Nothing was connected: access to the mailbox was not given.`);
    call(finishConsent, { state, code }).then(
      async ({ id, address }) => {
        await cache.invalidateQueries({ queryKey: queries.channels().queryKey });
        toast({ message: t`${address} is connected.` });
        const params = { page: "channels", item: id } as const;
        await navigate({ to: "/settings/$page/$item", params, replace: true });
      },
      (error: unknown) => setProblem(sayRefusal(error)),
    );
  }, [state, code, navigate, sayRefusal, t]);

  return problem;
}
