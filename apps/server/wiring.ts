/** Every module of the house, once: what it answers, what it listens to, what it does later. */
import * as channelOn from "./modules/channels/on.ts";
import * as channelRoutes from "./modules/channels/routes.ts";
import * as contactOn from "./modules/contacts/on.ts";
import * as contactRoutes from "./modules/contacts/routes.ts";
import * as contentRoutes from "./modules/content/routes.ts";
import * as dealOn from "./modules/deals/on.ts";
import * as dealRoutes from "./modules/deals/routes.ts";
import { findDesk } from "./modules/desks/index.ts";
import * as fileRoutes from "./modules/files/routes.ts";
import * as fileOn from "./modules/files/on.ts";
import * as liveOn from "./modules/live/on.ts";
import * as liveRoutes from "./modules/live/routes.ts";
import * as mailOn from "./modules/mail/on.ts";
import * as mailRoutes from "./modules/mail/routes.ts";
import { identify } from "./modules/people/index.ts";
import * as notificationOn from "./modules/notifications/on.ts";
import * as notificationRoutes from "./modules/notifications/routes.ts";
import * as peopleOn from "./modules/people/on.ts";
import * as peopleRoutes from "./modules/people/routes.ts";
import * as pipelineRoutes from "./modules/pipelines/routes.ts";
import * as propertyRoutes from "./modules/properties/routes.ts";
import * as sampleRoutes from "./modules/sample/routes.ts";
import * as searchOn from "./modules/search/on.ts";
import * as searchRoutes from "./modules/search/routes.ts";
import * as ticketOn from "./modules/tickets/on.ts";
import * as ticketRoutes from "./modules/tickets/routes.ts";
import * as timelineRoutes from "./modules/timeline/routes.ts";
import * as viewRoutes from "./modules/views/routes.ts";
import { listen } from "./platform/events.ts";
import type { Keepers } from "./platform/http/entry.ts";
import type { Route } from "./platform/http/route.ts";
import type { Cron, Tasks } from "./platform/jobs.ts";

export const keepers: Keepers = { findDesk, identify };

export const routes: Route[] = [
  ...sampleRoutes.routes,
  ...peopleRoutes.routes,
  ...contactRoutes.routes,
  ...pipelineRoutes.routes,
  ...propertyRoutes.routes,
  ...fileRoutes.routes,
  ...channelRoutes.routes,
  ...ticketRoutes.routes,
  ...dealRoutes.routes,
  ...timelineRoutes.routes,
  ...mailRoutes.routes,
  ...contentRoutes.routes,
  ...viewRoutes.routes,
  ...searchRoutes.routes,
  ...notificationRoutes.routes,
  ...liveRoutes.routes,
];

export const tasks: Tasks = { ...ticketOn.tasks, ...mailOn.tasks, ...notificationOn.tasks };

export const crons: Cron[] = [
  ...channelOn.crons,
  ...fileOn.crons,
  ...mailOn.crons,
  ...peopleOn.crons,
  ...liveOn.crons,
];

const listeners = [contactOn, ticketOn, dealOn, mailOn, searchOn, notificationOn];
for (const { listening } of listeners) listen(listening);
