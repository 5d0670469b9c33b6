/** Telling two records apart that look alike: at once, and with the way back. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { type Double, markDistinct, unmarkDistinct } from "#contract/doubles.ts";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";

type Named = { id: string; name: string };
type Two = { a: Named; b: Named };

export function useNotTheSame(kind: Double["kind"]) {
  const { t } = useLingui();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const refresh = () =>
    cache.invalidateQueries({ queryKey: [kind === "contact" ? "contacts" : "companies"] });

  function show(pair: string) {
    setHidden((now) => new Set([...now].filter((one) => one !== pair)));
  }

  async function tellApart({ a, b }: Two) {
    const pair = `${a.id} ${b.id}`;
    const two = { kind, id: a.id, otherId: b.id };
    setHidden((now) => new Set([...now, pair]));
    try {
      await call(markDistinct, two);
      const undo = () => void takeBack(pair, two);
      toast({ message: t`${a.name} and ${b.name} are told apart.`, undo });
      void refresh();
    } catch (error) {
      show(pair);
      toastError(error);
    }
  }

  async function takeBack(pair: string, two: Parameters<typeof call<typeof unmarkDistinct>>[1]) {
    try {
      await call(unmarkDistinct, two);
      await refresh();
      show(pair);
    } catch (error) {
      toastError(error);
    }
  }

  return { hidden, tellApart: (double: Two) => void tellApart(double) };
}
