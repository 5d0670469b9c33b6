/** Contacts and companies: the people who write in, and where they work. */
export { markBounced } from "./bounced.ts";
export { type ContactCard, companyName, contactCard, contactEmail, contactName } from "./card.ts";
export { changesOf } from "./changes.ts";
export { companyById } from "./company.ts";
export { contactById, contactsByIds, type Person } from "./contact.ts";
export { domainsKnown } from "./domains-known.ts";
export { companyDetails, type ContactDetails, contactDetails } from "./details.ts";
export { contactForAddress, contactIdsOfEmails, contactOfEmail, type Found } from "./find.ts";
export { type Follower, followMerges, type Merging } from "./follow.ts";
export { differences, logChanges, placeOf, type RecordKind } from "./history.ts";
export { refuseUnknownOwner } from "./owner.ts";
export { readCompany, readContact } from "./read.ts";
export { tallyThrough } from "./tally.ts";
export { giveValues } from "./values.ts";
export { hasWords, wordsOf } from "./words.ts";
export { seedCompanies, seedContacts } from "./seed.ts";
