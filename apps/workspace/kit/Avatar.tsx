import classes from "./Avatar.module.css";

/** Initials on one of eight quiet hues; the hue follows from the name. Decorative: the name stands beside it or in `title`. */
export function Avatar({
  name,
  size = 24,
  title,
}: {
  name: string;
  size?: 16 | 20 | 24 | 28 | 32 | 40;
  title?: string;
}) {
  return (
    <span
      className={classes.avatar}
      data-initials={initialsOf(name)}
      data-hue={hueOf(name)}
      data-size={size}
      {...(title ? { title, role: "img", "aria-label": title } : { "aria-hidden": true })}
    />
  );
}

export function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name.trim().toLowerCase())
    sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % 8;
}

function initialsOf(name: string): string {
  const words = name
    .replaceAll(/[^\p{L}\p{N}\s]/gu, " ")
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? "?")][0] ?? "?")
    .join("")
    .toLocaleUpperCase();
}
