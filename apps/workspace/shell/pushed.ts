import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import * as z from "zod";
import { keepPushing } from "../live/push.ts";

/** From the service worker: somebody clicked on a notification. */
const Opened = z.object({ kind: z.literal("open"), url: z.string().regex(/^\/[^/]/) });

/** Opens here what was clicked, and keeps this browser subscribed for who switched it on. */
export function usePushed(userId: string): void {
  const router = useRouter();
  useEffect(() => void keepPushing(userId).catch(() => undefined), [userId]);
  useEffect(() => {
    const workers = "serviceWorker" in navigator ? navigator.serviceWorker : null;
    const hear = ({ data }: MessageEvent) => {
      const opened = Opened.safeParse(data);
      if (opened.success) void router.navigate({ href: opened.data.url });
    };
    workers?.addEventListener("message", hear);
    return () => workers?.removeEventListener("message", hear);
  }, [router]);
}
