/** Shows what the server pushes while nobody looks, and opens the workspace where it happened. It keeps no pages. */

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function show(data) {
  const { title, body, tag, url, at } = data.json();
  if (await isSeen(url)) return;
  await self.registration.showNotification(title, {
    body,
    tag,
    // The next of the same takes its place, and is heard.
    renotify: true,
    timestamp: at,
    icon: "/icons/icon-192.png",
    badge: "/icons/badge-96.png",
    data: { url },
  });
}

/** Somebody has the ticket before their eyes. */
async function isSeen(url) {
  const { pathname } = new URL(url, self.location.origin);
  const number = pathname.split("/").at(-1);
  return (await windows()).some(
    (one) => one.focused && new URL(one.url).pathname.split("/").at(-1) === number,
  );
}

/** In a tab that is there, as it was left; only else in a new one. */
async function open(notification) {
  notification.close();
  const { url } = notification.data;
  const all = await windows();
  const tab = all.find(({ focused }) => focused) ?? all.find(isVisible) ?? all[0];
  if (!tab) return self.clients.openWindow(url);
  await tab.focus().catch(() => undefined);
  tab.postMessage({ kind: "open", url }, { transfer: [] });
}

function isVisible({ visibilityState }) {
  return visibilityState === "visible";
}

function windows() {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

/** The browser has changed its endpoint: the desk is told, as long as somebody is signed in here. */
async function renew({ oldSubscription, newSubscription }) {
  const subscription =
    newSubscription ??
    (oldSubscription && (await self.registration.pushManager.subscribe(oldSubscription.options)));
  if (!subscription) return;
  const { endpoint, keys } = subscription.toJSON();
  await fetch("/api/v1/notifications/push/subscription", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    // How it was set is not known here, and others may see the screen.
    body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth, private: true }),
  });
}
