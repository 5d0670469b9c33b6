-- A test that an administrator sends is a fate of its own: it is no customer's mail and never a ticket.
alter table mails drop constraint mails_fate_check;
alter table mails add constraint mails_fate_check check (fate in ('received', 'ticket_created', 'joined_ticket', 'spam',
  'rejected_by_rule', 'ignored', 'duplicate', 'own_copy', 'unreadable', 'test'));
