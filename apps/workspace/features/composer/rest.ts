import { useEffect, useRef, useState } from "react";

/**
 * Nothing is typed and nobody is in it: then the editor takes one line and leaves the room to what is read. It opens
 * with the focus, but not under a pressed button of the mouse, which would then be let go over something else.
 */
export function useRest(blank: boolean) {
  const [awake, setAwake] = useState(false);
  const inside = useRef(false);
  const pressed = usePressed();
  const leave = () =>
    setTimeout(() => {
      if (!inside.current && document.hasFocus()) setAwake(false);
    });
  return {
    resting: blank && !awake,
    onClick: () => setAwake(true),
    onFocus: () => {
      inside.current = true;
      if (!pressed.current) setAwake(true);
    },
    onBlur: () => {
      inside.current = false;
      if (pressed.current) window.addEventListener("pointerup", leave, { once: true });
      else leave();
    },
  };
}

function usePressed() {
  const pressed = useRef(false);
  useEffect(() => {
    const down = () => void (pressed.current = true);
    const up = () => void (pressed.current = false);
    const ends = ["pointerup", "pointercancel"] as const;
    window.addEventListener("pointerdown", down, true);
    for (const end of ends) window.addEventListener(end, up, true);
    return () => {
      window.removeEventListener("pointerdown", down, true);
      for (const end of ends) window.removeEventListener(end, up, true);
    };
  }, []);
  return pressed;
}

/** Tells the page how tall the editor stands, for what floats above it. */
export function useMeasured() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { style } = document.documentElement;
    const measure = () =>
      style.setProperty("--sp-composer", `${place.current?.offsetHeight ?? 0}px`);
    const observer = new ResizeObserver(measure);
    if (place.current) observer.observe(place.current);
    return () => {
      observer.disconnect();
      style.removeProperty("--sp-composer");
    };
  }, []);
  return place;
}
