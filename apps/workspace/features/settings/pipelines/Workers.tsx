import { MultiSelect, Switch } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import type { Pipeline } from "#contract/pipelines.ts";
import { Card, Row } from "../../../kit/Card.tsx";
import { usePeople } from "../../../live/people.ts";
import { changePipeline } from "./change.ts";
import look from "./Pipelines.module.css";

/** Who works in the pipeline: everybody, or these teams and users. Super Admins see all. */
export function Workers({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useLingui();
  const { users, teams } = usePeople();
  const { limitedTo } = pipeline;
  const { userIds, teamIds } = limitedTo ?? { userIds: [], teamIds: [] };
  const id = `limited-${pipeline.id}`;
  const limit = (change: Partial<NonNullable<Pipeline["limitedTo"]>>) =>
    void changePipeline(pipeline, { limitedTo: { userIds, teamIds, ...change } });
  return (
    <Card title={t`Who works in it`}>
      <Row
        label={t`Only for some`}
        says={t`Its tickets are then hidden from everybody else, in lists, counts, search and files. Super Admins see all.`}
        htmlFor={id}
      >
        <Switch
          className={look.switch ?? ""}
          id={id}
          checked={limitedTo !== null}
          onChange={(event) =>
            event.currentTarget.checked
              ? limit({})
              : void changePipeline(pipeline, { limitedTo: null })
          }
        />
      </Row>
      {limitedTo ? (
        <>
          <Row label={t`Teams`} htmlFor={`${id}-teams`}>
            <MultiSelect
              id={`${id}-teams`}
              searchable
              placeholder={teamIds.length === 0 ? t`No team` : ""}
              data={teams.map((team) => ({ value: team.id, label: team.name }))}
              value={teamIds}
              onChange={(ids) => limit({ teamIds: ids })}
            />
          </Row>
          <Row label={t`Users`} htmlFor={`${id}-users`}>
            <MultiSelect
              id={`${id}-users`}
              searchable
              placeholder={userIds.length === 0 ? t`Nobody` : ""}
              data={users
                .filter((user) => user.state !== "deactivated" || userIds.includes(user.id))
                .map((user) => ({ value: user.id, label: user.name }))}
              value={userIds}
              onChange={(ids) => limit({ userIds: ids })}
            />
          </Row>
        </>
      ) : null}
    </Card>
  );
}
