import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import look from "./Founding.module.css";

/** Shown while the desk is founded: what is being done, and for how long already; no invented percentages. */
export function Founding({ sample }: { sample: boolean }) {
  const seconds = useSeconds();
  return (
    <div className={look.founding} role="status">
      <div className={look.bar} aria-hidden />
      <p>
        {sample ? (
          <Trans>Founding the desk and writing its people, contacts and sixty tickets…</Trans>
        ) : (
          <Trans>Founding the desk…</Trans>
        )}
      </p>
      {seconds >= 3 ? (
        <p className={look.time} aria-hidden>
          <Trans>{seconds} s so far. It stays at this page until everything is there.</Trans>
        </p>
      ) : null}
    </div>
  );
}

function useSeconds() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((now) => now + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
