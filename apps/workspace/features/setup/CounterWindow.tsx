import { Trans } from "@lingui/react/macro";
import look from "./CounterWindow.module.css";

const tickets = [
  { name: "Mara Rossi", says: 62, hue: 2, dot: "info" },
  { name: "Tom Becker", says: 84, hue: 0, dot: "warn" },
  { name: "Giulia Conti", says: 48, hue: 4, dot: "info" },
  { name: "Priya Nair", says: 71, hue: 1, dot: "ok" },
  { name: "Luca Ferri", says: 55, hue: 5, dot: "warn" },
] as const;

/** The counter window of the mark, with the desk that is about to be opened behind it. Decoration only. */
export function CounterWindow({ sample, deskName }: { sample: boolean; deskName: string }) {
  return (
    <div className={look.scene}>
      <div className={look.arch}>
        <p className={look.sign}>{deskName.trim() || "Sportello"}</p>
        {sample ? <SampleDesk /> : <EmptyDesk />}
      </div>
      <div className={look.sill} />
    </div>
  );
}

function SampleDesk() {
  return (
    <ul className={look.list}>
      {tickets.map(({ name, says, hue, dot }) => (
        <li key={name} className={look.row}>
          <span
            className={look.face}
            style={{ background: `var(--sp-hue-${hue})`, color: `var(--sp-hue-${hue}-text)` }}
          >
            {initials(name)}
          </span>
          <span className={look.lines}>
            <b>{name}</b>
            <i style={{ width: `${says}%` }} />
          </span>
          <span className={look.dot} style={{ background: `var(--sp-${dot})` }} />
        </li>
      ))}
    </ul>
  );
}

function EmptyDesk() {
  return (
    <p className={look.empty}>
      <Trans>Nobody is waiting.</Trans>
    </p>
  );
}

function initials(name: string) {
  return name
    .split(" ")
    .map((word) => word[0])
    .join("");
}
