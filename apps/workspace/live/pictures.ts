import { allowPictures, type Message } from "#contract/messages.ts";
import { call } from "./api.ts";
import { cache } from "./cache.ts";
import { showMessage } from "./reply.ts";

/** Shows me the remote pictures of this message's sender from now on, or no longer; in other conversations too. */
export async function alwaysShowPictures(message: Message, always: boolean): Promise<void> {
  const { id: messageId, ticketNumber: number } = message;
  showMessage(number, { ...message, imagesAllowed: always });
  try {
    await call(allowPictures, { number, messageId, always });
  } finally {
    void cache.invalidateQueries({ queryKey: ["messages"] });
  }
}
