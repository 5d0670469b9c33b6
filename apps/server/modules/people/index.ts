/** People: who works at a desk, how they come in, and whose tickets they may touch. */
export { type Act, mayOnTicket, ticketRight } from "./access.ts";
export { audit } from "./audit.ts";
export { agentById, agentsById } from "./agent.ts";
export { createTeamDirectly, createUserDirectly, foundOwner } from "./create.ts";
export { teamsKnown, userByEmail, usersById, whyNotOwner } from "./directory.ts";
export { limitFacts } from "./facts.ts";
export { identify } from "./identify.ts";
export { userName } from "./name.ts";
export { membersOf } from "./membership.ts";
export { queueNotice } from "./notice.ts";
export { noticeLetter } from "./notice-words.ts";
export { noticeById, settleNotice } from "./notice-delivery.ts";
export { isHidden, limitPipeline, pipelineLimits } from "./pipeline-limit.ts";
export { hashPassword, refuseWeakPassword } from "./password.ts";
export { agentRights, maySet } from "./rights.ts";
export { type Ways, waysOf } from "./ways.ts";
export { createTokenDirectly } from "./tokens.ts";
export { keepInBrowser, openSession, sessionAnswer } from "./session.ts";
