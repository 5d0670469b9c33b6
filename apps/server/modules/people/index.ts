/** People: who works at a desk, how they come in, and whose tickets they may touch. */
export { attempt } from "./attempts.ts";
export { type Act, mayOnTicket, ticketRight, whySees } from "./access.ts";
export { audit } from "./audit.ts";
export { activeAgents, agentById, agentsById } from "./agent.ts";
export { createTeamDirectly, createUserDirectly, foundOwner } from "./create.ts";
export {
  holdNewOwner,
  isColleague,
  teamsKnown,
  userByEmail,
  usersById,
  whyNotOwner,
} from "./directory.ts";
export { limitFacts } from "./facts.ts";
export { identify } from "./identify.ts";
export { userName } from "./name.ts";
export { managersOf } from "./in-charge.ts";
export { membersOf, teamIdsOf } from "./membership.ts";
export { queueNotice } from "./notice.ts";
export { noticeLetter } from "./notice-words.ts";
export { noticeById, settleNotice } from "./notice-delivery.ts";
export { isHidden, limitPipeline, pipelineLimits } from "./pipeline-limit.ts";
export { hashPassword, refuseWeakPassword } from "./password.ts";
export { agentRights, mayReadRecords, mayReadTickets, maySet } from "./rights.ts";
export { changeUser, tellOfUser } from "./update-user.ts";
export { type Ways, waysOf } from "./ways.ts";
export { dropShare, keepShare, sharesOf } from "./shares.ts";
export { createTokenDirectly } from "./tokens.ts";
export { keepInBrowser, openSession, openSessionsOf, sessionAnswer } from "./session.ts";
