-- The panel: who logs in, who may do what, who answers a conversation, and who did what.

alter table people
  add column blocked_at timestamptz,
  add column blocked_until timestamptz,
  add column blocked_reason text,
  add column erased_at timestamptz;

comment on column people.blocked_at is 'set: the office does not hear this person';
comment on column people.blocked_until is 'when the block ends by itself; null while blocked: never';
comment on column people.erased_at is 'the personal data of this person was removed at their wish';

create index people_by_name on people (name, id);
create index people_by_age on people (created_at, id);
create index people_words on people using gin (name gin_trgm_ops);
create index people_employed on people (id) where roles <> '{}';
create index people_blocked on people (id) where blocked_at is not null;
create index identities_words on identities using gin (value gin_trgm_ops);

alter table conversations
  add column operator_id uuid references people,
  add column operator_since timestamptz,
  add column operator_until timestamptz,
  add column queued_at timestamptz,
  add column waiting_since timestamptz;

comment on column conversations.operator_id is 'the operator who answers in it; null: the dialogues do';
comment on column conversations.operator_until is 'when it returns to the dialogues unless the operator does something before';
comment on column conversations.queued_at is 'when the person asked for an operator; null: did not, or one came';
comment on column conversations.waiting_since is 'the oldest message that nobody answered yet';

create index conversations_queue on conversations (queued_at) where queued_at is not null;
create index conversations_operated on conversations (operator_id) where operator_id is not null;
create index conversations_groups on conversations (id) where kind = 'group';
create index conversations_recent on conversations (heard_at desc nulls last, id desc);

-- Only words of humans are searched: what dialogues say would drown them, and is rewritten on every delivery.
create index messages_words on messages using gin ((content ->> 'text') gin_trgm_ops) where person_id is not null;
-- An operator's answer that is posted again is the same answer.
create unique index messages_answered_once on messages (conversation_id, external_id)
  where direction = 'out' and external_id is not null;

create index messages_out on messages (inbox_id, at, id) where direction = 'out';
create index messages_at on messages using brin (at);
create index turns_at on turns using brin (at);

alter table turns drop constraint turns_state_check;
alter table turns add constraint turns_state_check check (state in ('done', 'dead', 'replayed', 'discarded'));

create table notes (
  id uuid primary key,
  conversation_id uuid not null references conversations on delete cascade,
  author_id uuid not null references people,
  text text not null,
  created_at timestamptz not null default now()
);

comment on table notes is 'what operators tell each other about a conversation; never shown to the person';

create index notes_conversation on notes (conversation_id, created_at);

create table canned_answers (
  id uuid primary key,
  owner_id uuid references people on delete cascade,
  title text not null,
  text text not null,
  created_at timestamptz not null default now()
);

comment on column canned_answers.owner_id is 'whose own it is; null: shared by all operators';

create table accounts (
  person_id uuid primary key references people on delete cascade,
  login text not null unique,
  password_hash text not null,
  password_changed_at timestamptz not null default now(),
  must_change boolean not null default false,
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  totp_step bigint not null default 0,
  recovery_hashes bytea[] not null default '{}',
  created_at timestamptz not null default now()
);

comment on table accounts is 'people who may log in to the panel; what they may do there follows from their roles';
comment on column accounts.login is 'in lower case';
comment on column accounts.must_change is 'the password was made by the office and should be replaced';
comment on column accounts.totp_secret is 'sealed with SECRET_KEY; counts once totp_confirmed_at is set';
comment on column accounts.totp_step is 'the last time step whose code was used: no code works twice';

create table sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  previous_hash bytea unique,
  person_id uuid not null references accounts on delete cascade,
  stage text not null check (stage in ('code', 'open')),
  address text not null,
  agent text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  rotated_at timestamptz not null default now(),
  expires_at timestamptz not null
);

comment on column sessions.previous_hash is 'the token before the last rotation: requests that were under way still carry it';
comment on column sessions.rotated_at is 'when the present token was first used; infinity: not yet';
comment on column sessions.stage is 'code: the password was right, the second factor is awaited';

create index sessions_person on sessions (person_id);
create index sessions_expired on sessions (expires_at);

create table login_attempts (
  name_hash bytea primary key,
  failures integer not null,
  failed_at timestamptz not null,
  locked_until timestamptz
);

comment on table login_attempts is 'failed logins by name, whether there is such an account or not';

create table password_links (
  token_hash bytea primary key,
  person_id uuid not null references accounts on delete cascade,
  expires_at timestamptz not null
);

create table link_codes (
  code_hash bytea primary key,
  person_id uuid not null references people on delete cascade,
  expires_at timestamptz not null
);

comment on table link_codes is 'said by the office in a chat; given in the panel it makes the chat the account''s own';
comment on column link_codes.person_id is 'the person of the chat';

create table settings (
  key text primary key,
  value jsonb not null,
  changed_by uuid references people on delete set null,
  changed_at timestamptz not null default now()
);

create table audit_entries (
  seq bigint primary key,
  at timestamptz(3) not null,
  actor_id uuid,
  action text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  subject_kind text,
  subject_id text,
  before jsonb,
  after jsonb,
  channel text not null,
  address text,
  trace_id text,
  hash bytea not null
);

comment on table audit_entries is 'who did what; each row is chained to the one before by its hash, and none is ever changed';
comment on column audit_entries.actor_id is 'a person; null: the office itself. No foreign key: entries outlive everything';
comment on column audit_entries.hash is 'sha-256 over the hash before and the canonical JSON of this row';

create index audit_entries_at on audit_entries (at);
create index audit_entries_actor on audit_entries (actor_id, seq);
create index audit_entries_action on audit_entries (action, seq);
create index audit_entries_subject on audit_entries (subject_id, seq);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger audit_entries_are_kept before update or delete on audit_entries
  for each row execute function refuse_change();
create trigger audit_entries_are_never_emptied before truncate on audit_entries
  for each statement execute function refuse_change();
