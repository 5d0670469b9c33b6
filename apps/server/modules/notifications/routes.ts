import * as contract from "#contract/notifications.ts";
import * as push from "#contract/push.ts";
import { openRoute, type Route, route } from "#platform/http/route.ts";
import { readPush, subscribePush, unsubscribePush } from "./devices.ts";
import { listNotifications, readNotifications } from "./list.ts";
import { readNotificationSettings, saveNotificationSetting } from "./topics.ts";
import { unsubscribe } from "./unsubscribe.ts";

export const routes: Route[] = [
  route(contract.listNotifications, listNotifications),
  route(contract.readNotifications, readNotifications),
  route(contract.readNotificationSettings, readNotificationSettings),
  route(contract.saveNotificationSetting, saveNotificationSetting),
  openRoute(contract.unsubscribe, unsubscribe),
  route(push.readPush, readPush),
  route(push.subscribePush, subscribePush),
  route(push.unsubscribePush, unsubscribePush),
];
