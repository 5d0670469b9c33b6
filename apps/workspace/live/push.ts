import * as z from "zod";
import { subscribePush, unsubscribePush } from "#contract/push.ts";
import { call } from "./api.ts";
import { cache } from "./cache.ts";
import { queries } from "./queries.ts";

/** Why this browser shows nothing while the workspace is closed; null = it can. */
export type Hindrance = "insecure" | "install" | "unsupported" | "blocked" | null;

export function hindrance(): Hindrance {
  if (!window.isSecureContext) return "insecure";
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  // On iPhone and iPad only what was added to the home screen is able to.
  if (!able) return "standalone" in navigator && !navigator.standalone ? "install" : "unsupported";
  return Notification.permission === "denied" ? "blocked" : null;
}

/** Asks the browser's owner, subscribes, and tells the desk. False when they say no. */
export async function switchOn(userId: string, isPrivate: boolean): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const { publicKey } = await cache.fetchQuery(queries.push());
  await tell(await subscribed(publicKey), isPrivate);
  keep({ userId, private: isPrivate });
  return true;
}

export async function setPrivate(userId: string, isPrivate: boolean): Promise<void> {
  const { publicKey } = await cache.fetchQuery(queries.push());
  await tell(await subscribed(publicKey), isPrivate);
  keep({ userId, private: isPrivate });
}

/** `here`: it is this browser, which forgets its subscription too. */
export async function switchOff({ id, here }: { id: string; here: boolean }): Promise<void> {
  if (here) await forgetPush();
  await call(unsubscribePush, { id });
  await cache.invalidateQueries({ queryKey: queries.push().queryKey });
}

/** Whoever signs out here is told nothing here any more, whoever signs in next. */
export async function forgetPush(): Promise<void> {
  localStorage.removeItem(key);
  if (hindrance()) return;
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe().catch(() => false);
}

/** After signing in again: a new session does not know of this browser yet. Only for who switched it on here. */
export async function keepPushing(userId: string): Promise<void> {
  const before = kept();
  if (before?.userId !== userId || hindrance() || Notification.permission !== "granted") return;
  const { publicKey, devices } = await cache.fetchQuery(queries.push());
  if (devices.some(({ here }) => here)) return;
  await tell(await subscribed(publicKey), before.private);
}

/** Of this desk's key: a browser keeps one subscription, and an earlier one may be of another key. */
async function subscribed(publicKey: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  const before = await pushManager.getSubscription();
  if (before && isOf(before, publicKey)) return before;
  await before?.unsubscribe();
  return pushManager.subscribe(options);
}

function isOf({ options }: PushSubscription, publicKey: string): boolean {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const text = btoa(String.fromCodePoint(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") === publicKey;
}

async function tell(subscription: PushSubscription, isPrivate: boolean): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  await call(subscribePush, {
    endpoint: endpoint ?? "",
    p256dh: keys?.["p256dh"] ?? "",
    auth: keys?.["auth"] ?? "",
    private: isPrivate,
  });
  await cache.invalidateQueries({ queryKey: queries.push().queryKey });
}

const key = "sp.push";
const Kept = z.object({ userId: z.string(), private: z.boolean() });
type Kept = z.infer<typeof Kept>;

function keep(who: Kept): void {
  localStorage.setItem(key, JSON.stringify(who));
}

function kept(): Kept | null {
  try {
    return Kept.parse(JSON.parse(localStorage.getItem(key) ?? "null"));
  } catch {
    return null;
  }
}
