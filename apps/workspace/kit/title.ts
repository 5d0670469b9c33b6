import { useEffect } from "react";

/** What the browser's tab says: the place first, so that many tabs can be told apart. Null leaves the name alone. */
export function useTitle(place: string | null | undefined): void {
  useEffect(() => {
    document.title = place ? `${place} · Sportello` : "Sportello";
    return () => {
      document.title = "Sportello";
    };
  }, [place]);
}
