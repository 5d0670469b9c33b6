import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { RichText } from "../../kit/RichText.tsx";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { isBlankHtml } from "../../live/writing.ts";
import classes from "./Signature.module.css";

/** My signature and the channel's, as they will stand under the mail; they are added when it leaves. */
export function Signature({ channelId }: { channelId: string | null }) {
  const { t } = useLingui();
  const { preferences } = useSession();
  const channel = useQuery(queries.channels()).data?.items.find((one) => one.id === channelId);
  const html = `${preferences.signatureHtml}${channel?.signatureHtml ?? ""}`;
  if (isBlankHtml(html)) return null;
  return (
    <div className={classes.signature}>
      <RichText html={html} label={t`Signature`} />
    </div>
  );
}
