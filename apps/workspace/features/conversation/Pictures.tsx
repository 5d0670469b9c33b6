import { Button } from "@mantine/core";
import { IconPhoto, IconPhotoOff } from "@tabler/icons-react";
import { Plural, Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Message } from "#contract/messages.ts";
import { mayBeSomebodyElse } from "#contract/trust.ts";
import { toastError } from "../../kit/toast.ts";
import { alwaysShowPictures } from "../../live/pictures.ts";
import classes from "./Pictures.module.css";

type Props = { message: Message; shown: boolean; onShow: () => void };

/** Remote pictures tell their sender that a mail was read, so they wait until somebody wants them. */
export function Pictures({ message, shown, onShow }: Props) {
  const { blockedImages, imagesAllowed } = message;
  const keep = (always: boolean) => void alwaysShowPictures(message, always).catch(toastError);
  if (imagesAllowed)
    return (
      <div className={classes.pictures}>
        <IconPhoto size={14} stroke={1.5} aria-hidden />
        <span>
          <Trans>Remote pictures of this sender are shown</Trans>
        </span>
        <Choice onClick={() => keep(false)}>
          <Trans>Block them again</Trans>
        </Choice>
      </div>
    );
  return (
    <div className={classes.pictures}>
      {shown ? (
        <IconPhoto size={14} stroke={1.5} aria-hidden />
      ) : (
        <IconPhotoOff size={14} stroke={1.5} aria-hidden />
      )}
      <span>
        {shown ? (
          <Trans>Remote pictures are shown this time</Trans>
        ) : (
          <Plural
            value={blockedImages}
            one="# remote picture is blocked"
            other="# remote pictures are blocked"
          />
        )}
      </span>
      {shown ? null : (
        <Choice onClick={onShow}>
          <Trans>Show</Trans>
        </Choice>
      )}
      {message.from && !mayBeSomebodyElse(message.verified) ? (
        <Choice onClick={() => keep(true)}>
          <Trans>Always show from this sender</Trans>
        </Choice>
      ) : null}
    </div>
  );
}

function Choice({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button size="compact-xs" variant="subtle" onClick={onClick}>
      {children}
    </Button>
  );
}
