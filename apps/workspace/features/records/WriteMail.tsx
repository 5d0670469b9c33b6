import { Button } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useSession } from "../../live/session.ts";
import { maySend } from "../../shell/rights.ts";
import look from "./Record.module.css";
import { useAction } from "../../shell/keyboard.ts";

/** Opens the panel in which a mail from the record is written. */
export function WriteMail() {
  const { t } = useLingui();
  const go = useNavigate();
  const may = maySend(useSession().user.rights);
  const write = () => void go({ to: ".", search: ({ q }) => ({ q, panel: "mail" }) });
  useAction({
    id: "record.mail",
    label: t`Write a mail`,
    keys: "r",
    group: "write",
    icon: IconMail,
    writes: true,
    when: may,
    run: write,
  });
  if (!may) return null;
  return (
    <Button
      size="xs"
      className={look.edit ?? ""}
      leftSection={<IconMail size={14} stroke={1.5} />}
      aria-label={t`Write a mail`}
      onClick={write}
    >
      <span className={look.editWord}>
        <Trans>Write a mail</Trans>
      </span>
    </Button>
  );
}
