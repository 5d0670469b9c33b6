import { Fragment, type ReactNode, useMemo } from "react";

/** Text as it was written: its line breaks kept, web and mail addresses as links. */
export function PlainText({ text, className }: { text: string; className?: string | undefined }) {
  const pieces = useMemo(() => linked(text), [text]);
  return <div className={className}>{pieces}</div>;
}

const address =
  /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]|www\.[^\s<>"']+\.[^\s<>"']*[^\s<>"'.,;:!?)\]}]|[\w.+-]+@[\w-]+\.[\w.-]*\w)/g;

function linked(text: string): ReactNode[] {
  return text.split(address).map((piece, at) => {
    if (at % 2 === 0) return <Fragment key={at}>{piece}</Fragment>;
    return (
      <a key={at} href={hrefOf(piece)} target="_blank" rel="noopener noreferrer nofollow">
        {piece}
      </a>
    );
  });
}

function hrefOf(piece: string): string {
  if (/^https?:/.test(piece)) return piece;
  return piece.startsWith("www.") ? `https://${piece}` : `mailto:${piece}`;
}
