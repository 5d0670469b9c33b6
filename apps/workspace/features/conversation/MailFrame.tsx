import { useComputedColorScheme } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { linkTo } from "#contract/client.ts";
import { type Message, readMessageFrame } from "#contract/messages.ts";
import { Framed } from "./Framed.tsx";

/** A customer's HTML, with or without its history and remote pictures. */
export function MailFrame({
  message,
  number,
  quote,
  images,
}: {
  message: Message;
  number: number;
  quote: boolean;
  /** Remote pictures too. */
  images: boolean;
}) {
  const { t } = useLingui();
  const theme = useComputedColorScheme();
  const src = linkTo(readMessageFrame, {
    number,
    messageId: message.id,
    theme,
    ...(quote ? { quote } : {}),
    ...(images ? { images } : {}),
  });
  const name = `${message.id}${quote ? "q" : ""}${images ? "i" : ""}`;
  const title = t`Message from ${message.author.name}`;
  return <Framed src={src} name={name} title={title} guess={guess(message)} />;
}

function guess({ visibleText }: Message): number {
  return Math.min(600, 21 * (visibleText.split("\n").length + visibleText.length / 90) + 16);
}
