-- What could not be checked in time is neither proven nor refuted.
alter table messages drop constraint messages_verified_check;
alter table messages add constraint messages_verified_check
  check (verified in ('verified', 'unverified', 'failed', 'unchecked')) not valid;
alter table messages validate constraint messages_verified_check;
