import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { RichText } from "../../kit/RichText.tsx";
import { queries } from "../../live/queries.ts";
import { isBlankHtml } from "../../live/writing.ts";
import classes from "./Signature.module.css";

/** The signature as it will stand under the mail; it is added when the mail leaves. */
export function Signature({ channelId }: { channelId: string | null }) {
  const { t } = useLingui();
  const channel = useQuery(queries.channels()).data?.items.find((one) => one.id === channelId);
  if (!channel || isBlankHtml(channel.signatureHtml)) return null;
  return (
    <div className={classes.signature}>
      <RichText html={channel.signatureHtml} label={t`Signature`} />
    </div>
  );
}
