import { IconPlus } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Picker } from "../../kit/Picker.tsx";
import type { Insertable } from "./insertable.ts";
import classes from "./Toolbar.module.css";

/** One control for everything that can be inserted; on a desk without any it leads to where the first is made. */
export function InsertTool({ offered }: { offered: readonly Insertable[] }) {
  const { t } = useLingui();
  if (offered.length === 0)
    return (
      <Link
        to="/settings/$page"
        params={{ page: "snippets" }}
        className={classes.insert}
        title={t`Nothing to insert yet. Make the first snippet.`}
      >
        <IconPlus size={14} stroke={1.75} aria-hidden />
        <Trans>Insert</Trans>
      </Link>
    );
  return (
    <span className={classes.insert}>
      <Picker
        label={t`Insert into the text`}
        value={null}
        search={t`Find a snippet or template`}
        width={340}
        options={offered.map(({ key, label, hint, icon, group }) => ({
          ...{ value: key, label, hint, icon, group },
        }))}
        onPick={(key) => offered.find((one) => one.key === key)?.insert()}
      >
        <IconPlus size={14} stroke={1.75} aria-hidden />
        <Trans>Insert</Trans>
      </Picker>
    </span>
  );
}
