import { useEffect, useState } from "react";
import classes from "./ListSkeleton.module.css";

/** Only on the very first load, and only when it takes longer than a fifth of a second. */
export function ListSkeleton() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className={classes.skeleton} aria-hidden>
      {Array.from({ length: 8 }, (_, at) => (
        <div key={at} className={classes.row}>
          <span style={{ width: `${34 + ((at * 17) % 30)}%` }} />
          <span style={{ width: `${62 + ((at * 23) % 30)}%` }} />
          <span style={{ width: `${48 + ((at * 31) % 40)}%` }} />
        </div>
      ))}
    </div>
  );
}
