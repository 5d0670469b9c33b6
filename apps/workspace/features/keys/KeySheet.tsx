import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { useFocusBack } from "../../kit/focus.ts";
import { Kbd } from "../../kit/Kbd.tsx";
import { type Action, type Group, keysOf, useActions, written } from "../../shell/keyboard.ts";
import classes from "./KeySheet.module.css";

/** Every key that works now. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  useFocusBack();
  const names: Record<Group, string> = {
    list: t`List`,
    ticket: t`Ticket`,
    write: t`Write`,
    go: t`Go to`,
    view: t`Screen`,
    more: t`More`,
  };
  const actions = useActions().filter((action) => keysOf(action).length > 0);
  const groups = groupsIn(names).map((group) => ({
    group,
    inside: actions.filter((action) => (action.group ?? "more") === group),
  }));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Keyboard shortcuts`}
      size={760}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div className={classes.groups}>
        {groups
          .filter(({ inside }) => inside.length > 0)
          .map(({ group, inside }) => (
            <section key={group} className={classes.group}>
              <h3>{names[group]}</h3>
              <dl>
                {inside.map((action) => (
                  <Line key={action.id} action={action} />
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Modal>
  );
}

function Line({ action }: { action: Action }) {
  const [keys = ""] = keysOf(action);
  return (
    <div className={classes.line}>
      <dt>{action.label}</dt>
      <dd>
        <Kbd keys={written(keys)} />
        <span className="sp-hidden">{written(keys).join(" ")}</span>
      </dd>
    </div>
  );
}

function groupsIn(names: Record<Group, string>): Group[] {
  const known = (name: string): name is Group => name in names;
  return Object.keys(names).filter(known);
}
