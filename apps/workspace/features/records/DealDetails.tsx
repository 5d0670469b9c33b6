import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { type Deal, DealStage } from "#contract/deals.ts";
import { EditableText } from "../../kit/EditableText.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { DealProperties } from "../../kit/RecordProperties.tsx";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { useDealChange } from "./change-deal.ts";
import { OwnerPicker } from "./OwnerPicker.tsx";
import look from "./Record.module.css";
import { Section } from "./Section.tsx";
import { useDay, useMoney, useStageNames } from "./stages.ts";

/** What is to be sold and how far it has come, edited where it stands. */
export function DealDetails({ deal }: { deal: Deal }) {
  const { t, i18n } = useLingui();
  const change = useDealChange(deal);
  const stages = useStageNames();
  const money = useMoney();
  const day = useDay();
  const { name, stage, ownerId } = deal;
  return (
    <Section title={t`Deal`}>
      <dl className={look.rows}>
        <dt>
          <Trans>Name</Trans>
        </dt>
        <dd>
          <EditableText
            label={t`Name`}
            value={name}
            disabled={false}
            onChange={(to) => to && change({ name: to }, { name })}
          />
        </dd>
        <dt>
          <Trans>Stage</Trans>
        </dt>
        <dd>
          <Picker
            label={t`Stage`}
            value={stage}
            options={DealStage.options.map((one) => ({ value: one, label: stages[one] }))}
            onPick={(to) => change({ stage: DealStage.parse(to) }, { stage })}
          >
            <span>{stages[stage]}</span>
          </Picker>
        </dd>
        <dt>
          <Trans>Amount</Trans>
        </dt>
        <dd className={`${look.moment} sp-numbers`}>{money(deal) ?? <Nothing />}</dd>
        <dt>
          <Trans>Close date</Trans>
        </dt>
        <dd className={`${look.moment} sp-numbers`}>
          {deal.closeOn ? day(deal.closeOn) : <Nothing />}
        </dd>
        <dt>
          <Trans>Company</Trans>
        </dt>
        <dd className={deal.companyId ? look.value : look.moment}>
          {deal.companyId ? (
            <Link to="/companies/$id" params={{ id: deal.companyId }}>
              {deal.companyName}
            </Link>
          ) : (
            <Nothing />
          )}
        </dd>
        <dt>
          <Trans>Owner</Trans>
        </dt>
        <dd>
          <OwnerPicker value={ownerId} onPick={(to) => change({ ownerId: to }, { ownerId })} />
        </dd>
        <dt>
          <Trans>Created on</Trans>
        </dt>
        <dd className={`${look.moment} sp-numbers`}>{fullMoment(deal.createdAt, i18n.locale)}</dd>
      </dl>
      <DealProperties deal={deal} />
    </Section>
  );
}

function Nothing() {
  return <span className={look.faint}>—</span>;
}
