import { useStore } from "../live/store.ts";
import { askingNew, type AskingNew } from "./making.ts";
import { Required } from "./Required.tsx";
import { useWrongProperties } from "./wrong-properties.ts";

/** The question that a new record is waiting for, wherever it is made from. */
export function AskedOfNew() {
  const now = useStore(askingNew);
  return now ? <Question key={now.names.join()} now={now} /> : null;
}

function Question({ now }: { now: AskingNew }) {
  const { wrongIn } = useWrongProperties(now.kind);
  return (
    <Required
      kind={now.kind}
      names={now.names}
      asker={now.name}
      given={now.given}
      errors={wrongIn(now.error) ?? {}}
      onDone={({ properties = {} }) => now.answer(properties)}
      onCancel={() => now.answer(null)}
    />
  );
}
