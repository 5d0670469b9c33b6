import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { useFocusBack } from "../../kit/focus.ts";
import { Kbd } from "../../kit/Kbd.tsx";
import { written } from "../../shell/keyboard.ts";
import classes from "./KeySheet.module.css";

/** Every key there is, always in the same place, so that the eye finds it again. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Keyboard shortcuts`}
      size={760}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div className={classes.groups}>
        {useGroups().map(({ name, keys }) => (
          <section key={name} className={classes.group}>
            <h3>{name}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <Line key={key} keys={key} does={does} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

type Keys = readonly (readonly [keys: string, does: string])[];

function useGroups(): { name: string; keys: Keys }[] {
  const { t } = useLingui();
  return [
    {
      name: t`List`,
      keys: [
        ["j", t`Next ticket`],
        ["k", t`Previous ticket`],
        ["Enter", t`Open the ticket`],
        ["x", t`Select the ticket`],
        ["Escape", t`Back to the list`],
      ],
    },
    {
      name: t`Ticket`,
      keys: [
        ["e", t`Close or reopen`],
        ["i", t`Assign to me`],
        ["a", t`Assign…`],
        ["s", t`Set the status…`],
        ["p", t`Set the priority…`],
        ["l", t`Follow or stop following`],
        ["u", t`Mark as read or unread`],
        ["#", t`Delete`],
        ["z", t`Undo what was just done`],
      ],
    },
    {
      name: t`Write`,
      keys: [
        ["r", t`Reply`],
        ["n", t`Write a comment`],
        ["c", t`Create ticket`],
        ["@", t`Mention a colleague, in a comment`],
        ["$mod+Enter", t`Send`],
        ["$mod+Shift+Enter", t`Send and close`],
        ["Escape", t`From the editor back to reading`],
      ],
    },
    {
      name: t`Go to`,
      keys: [
        ["/", t`Search`],
        ["$mod+k", t`Command palette`],
        ["g 1 – 8", t`The views, in their order`],
        ["g t", t`Go to the tickets`],
        ["g u", t`Go to the contacts`],
        ["g f", t`Go to the companies`],
        ["g d", t`Go to the deals`],
        ["g n", t`Notifications`],
        ["g o", t`Go to the outbox preview`],
        ["g s", t`Go to settings`],
      ],
    },
    {
      name: t`Screen`,
      keys: [
        ["[", t`Show or hide the views`],
        ["]", t`Show or hide the details`],
        ["?", t`Keyboard shortcuts`],
      ],
    },
  ];
}

function Line({ keys, does }: { keys: string; does: string }) {
  const caps = written(keys.trim());
  return (
    <div className={classes.line}>
      <dt>{does}</dt>
      <dd>
        <Kbd keys={caps} />
        <kbd className="sp-hidden">{caps.join(" ")}</kbd>
      </dd>
    </div>
  );
}
