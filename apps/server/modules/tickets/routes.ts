import * as pipelines from "#contract/pipelines.ts";
import * as scheduled from "#contract/scheduled.ts";
import { listPropertyHistory as propertyHistory } from "#contract/properties.ts";
import * as access from "#contract/access.ts";
import * as comments from "#contract/comments.ts";
import * as recordMails from "#contract/record-mails.ts";
import * as joins from "#contract/joins.ts";
import * as contract from "#contract/tickets.ts";
import * as activity from "#contract/activity.ts";
import * as messages from "#contract/messages.ts";
import * as replies from "#contract/replies.ts";
import * as users from "#contract/users.ts";
import { type Route, route } from "#platform/http/route.ts";
import { deleteTicket, restoreTicket } from "./bin.ts";
import { deleteComment, restoreComment } from "./bin-comment.ts";
import { commentOnTicket } from "./comment.ts";
import { listCommentVersions } from "./comment-versions.ts";
import { createTicket } from "./create.ts";
import { editComment } from "./edit-comment.ts";
import { countOpenTicketsOf, deactivateUser } from "./deactivate.ts";
import { deletePipeline, deleteStatus } from "./empty.ts";
import { forwardMessage } from "./forward.ts";
import { readMessageFrame } from "./frame.ts";
import { joinTicket } from "./join-hinted.ts";
import { listActivity } from "./history.ts";
import { listMessages } from "./messages.ts";
import { personal } from "./personal.ts";
import { readMessagePicture } from "./picture.ts";
import { pullActivities } from "./pull.ts";
import { listPropertyHistory } from "./property-history.ts";
import { readTicket } from "./read.ts";
import { replyToTicket } from "./reply.ts";
import { retryMessage } from "./retry.ts";
import { scheduleReply, sendScheduledNow, unscheduleReply } from "./schedule.ts";
import { listScheduled } from "./scheduled.ts";
import { readTicketAccess, shareTicket, unshareTicket } from "./share.ts";
import { splitTicket } from "./split.ts";
import { unjoinTicket } from "./unjoin.ts";
import { undoOnTicket } from "./undo.ts";
import { updateTicket } from "./update.ts";
import { writeFromCompany, writeToContact } from "./write-first.ts";

/**
 * What the world may ask of tickets, and what it asks of pipelines and users that moves tickets. The list is in `views`, a
 * message's source in `mail`.
 */
export const routes: Route[] = [
  route(users.countOpenTicketsOf, countOpenTicketsOf),
  route(users.deactivateUser, deactivateUser),
  route(contract.createTicket, createTicket),
  route(contract.readTicket, readTicket),
  route(contract.updateTicket, updateTicket),
  route(contract.pullActivities, pullActivities),
  route(contract.deleteTicket, deleteTicket),
  route(contract.restoreTicket, restoreTicket),
  route(joins.joinTicket, joinTicket),
  route(joins.splitTicket, splitTicket),
  route(joins.unjoinTicket, unjoinTicket),
  route(messages.listMessages, listMessages),
  route(messages.readMessageFrame, readMessageFrame),
  route(messages.readMessagePicture, readMessagePicture),
  route(replies.replyToTicket, replyToTicket),
  route(replies.writeToContact, writeToContact),
  route(recordMails.writeFromCompany, writeFromCompany),
  route(scheduled.scheduleReply, scheduleReply),
  route(scheduled.listScheduled, listScheduled),
  route(scheduled.unscheduleReply, unscheduleReply),
  route(scheduled.sendScheduledNow, sendScheduledNow),
  route(replies.forwardMessage, forwardMessage),
  route(replies.undoOnTicket, undoOnTicket),
  route(messages.retryMessage, retryMessage),
  route(comments.commentOnTicket, commentOnTicket),
  route(comments.editComment, editComment),
  route(comments.deleteComment, deleteComment),
  route(comments.restoreComment, restoreComment),
  route(comments.listCommentVersions, listCommentVersions),
  route(activity.listActivity, listActivity),
  route(propertyHistory, listPropertyHistory),
  route(access.readTicketAccess, readTicketAccess),
  route(access.shareTicket, shareTicket),
  route(access.unshareTicket, unshareTicket),
  ...personal,
  route(pipelines.deletePipeline, deletePipeline),
  route(pipelines.deleteStatus, deleteStatus),
];
