import { store, useStore } from "./store.ts";
import type { DraftKind } from "./writing.ts";

type Compose = {
  /** Which of the two drafts of a ticket was brought to the front. */
  readonly kinds: ReadonlyMap<number, DraftKind>;
  /** The draft in the floating window. */
  readonly floating: { number: number; kind: DraftKind } | null;
  /** Asks the editor of this ticket for the focus; `turn` grows with each wish. */
  readonly wish: { number: number; turn: number };
};

const compose = store<Compose>({ kinds: new Map(), floating: null, wish: { number: 0, turn: 0 } });

/** `otherwise` is in front where nothing was chosen: the draft that waits there. */
export function useCompose(number: number, otherwise: DraftKind = "reply") {
  const { kinds, floating, wish } = useStore(compose);
  return {
    kind: kinds.get(number) ?? otherwise,
    floating: floating?.number === number ? floating.kind : null,
    wish: wish.number === number ? wish.turn : 0,
  };
}

export function useFloating() {
  return useStore(compose).floating;
}

/** Brings a draft of a ticket to the front. */
export function chooseKind(number: number, kind: DraftKind) {
  const now = compose.get();
  compose.set({ ...now, kinds: new Map(now.kinds).set(number, kind) });
}

/** Brings it to the front and puts the caret into it. */
export function startWriting(number: number, kind: DraftKind) {
  chooseKind(number, kind);
  const now = compose.get();
  compose.set({ ...now, wish: { number, turn: now.wish.turn + 1 } });
}

/** Opens a draft in the window that stays while one goes to other tickets; null closes the window. */
export function float(floating: Compose["floating"]) {
  compose.set({ ...compose.get(), floating });
}
