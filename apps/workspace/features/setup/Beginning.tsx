import { IconInbox, IconUsersGroup } from "@tabler/icons-react";
import { Trans } from "@lingui/react/macro";
import look from "./Beginning.module.css";

type Props = { sample: boolean; onChoose: (sample: boolean) => void };

/** The two ways to begin. */
export function Beginning({ sample, onChoose }: Props) {
  return (
    <fieldset className={look.choices}>
      <legend className={look.legend}>
        <Trans>How do you want to begin?</Trans>
      </legend>
      <label className={look.choice}>
        <input
          type="radio"
          name="beginning"
          checked={sample}
          onChange={() => onChoose(true)}
          aria-describedby="beginning-sample"
        />
        <IconUsersGroup size={20} stroke={1.5} aria-hidden />
        <strong>
          <Trans>With the sample desk</Trans>
        </strong>
        <span id="beginning-sample">
          <Trans>A small team and sixty lifelike tickets to try everything on.</Trans>
        </span>
      </label>
      <label className={look.choice}>
        <input
          type="radio"
          name="beginning"
          checked={!sample}
          onChange={() => onChoose(false)}
          aria-describedby="beginning-empty"
        />
        <IconInbox size={20} stroke={1.5} aria-hidden />
        <strong>
          <Trans>Empty</Trans>
        </strong>
        <span id="beginning-empty">
          <Trans>Only you. Connect an address and the first mail is the first ticket.</Trans>
        </span>
      </label>
    </fieldset>
  );
}
