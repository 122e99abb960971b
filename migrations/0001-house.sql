-- The house: people, their identities, and conversations that survive anything.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

create table people (
  id uuid primary key,
  name text not null default '',
  locale text check (locale in ('ru', 'en')),
  roles text[] not null default '{}',
  created_at timestamptz not null default now()
);

comment on column people.locale is 'chosen by the person; null: as the channel tells';

create table identities (
  id uuid primary key,
  person_id uuid not null references people on delete cascade,
  kind text not null,
  value text not null,
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  unique (person_id, kind, value)
);

comment on table identities is 'an account in a channel, an e-mail or a phone of a person; proven when verified_at is set';

-- Only proof is exclusive: typing somebody's phone or e-mail must not keep its owner out.
create unique index identities_verified on identities (kind, value) where verified_at is not null;

create table inboxes (
  id text primary key,
  channel text not null,
  next_send_at timestamptz not null default 'epoch',
  created_at timestamptz not null default now()
);

comment on column inboxes.next_send_at is 'when the next message of the whole inbox may leave: the shared pace of all replicas';

create table conversations (
  id uuid primary key,
  inbox_id text not null references inboxes,
  address text not null,
  kind text not null check (kind in ('private', 'group')),
  person_id uuid references people,
  title text not null default '',
  language text,
  heard bigint not null default 0,
  said bigint not null default 0,
  positions bigint not null default 0,
  changes bigint not null default 0,
  stamp bigint not null default 0,
  dialogue jsonb,
  keyboard jsonb,
  offered text,
  reachable boolean not null default true,
  due_at timestamptz,
  attempts integer not null default 0,
  lease_by text,
  lease_until timestamptz,
  next_send_at timestamptz not null default 'epoch',
  created_at timestamptz not null default now(),
  heard_at timestamptz,
  unique (inbox_id, address)
);

comment on column conversations.heard is 'number of the last turn taken in';
comment on column conversations.said is 'number of the last turn worked; less than heard: work is waiting';
comment on column conversations.positions is 'last position given to a message';
comment on column conversations.changes is 'last change number given to a message: what a live client resumes from';
comment on column conversations.stamp is 'number of the current step; a button with another stamp is stale';
comment on column conversations.dialogue is 'the running dialogue: name, version, step, data';
comment on column conversations.offered is 'what the commands menu of this chat was last made from';
comment on column conversations.due_at is 'when a worker must look; null: nothing to do';
comment on column conversations.next_send_at is 'pace of this chat: when the next message may leave';

create index conversations_due on conversations (due_at) where due_at is not null;
create index conversations_person on conversations (person_id);

create table messages (
  id bigint generated always as identity primary key,
  conversation_id uuid not null references conversations on delete cascade,
  inbox_id text not null,
  direction text not null check (direction in ('in', 'out')),
  turn bigint not null,
  position bigint not null,
  change bigint not null,
  external_id text,
  ref text,
  person_id uuid references people,
  account text,
  content jsonb not null,
  stamp bigint,
  edits bigint references messages,
  in_doubt text check (in_doubt in ('repeat', 'once')),
  delivery text check (delivery in ('queued', 'sending', 'sent', 'failed', 'unknown')),
  attempts integer not null default 0,
  repeated boolean not null default false,
  doubts integer not null default 0,
  error text,
  trace_id text,
  at timestamptz not null default now(),
  edited_at timestamptz,
  delivered_at timestamptz,
  check ((direction = 'out') = (delivery is not null))
);

comment on column messages.external_id is 'incoming: the id that makes a redelivery end here';
comment on column messages.ref is 'the id the channel itself gave the message';
comment on column messages.edits is 'outgoing: this row rewrites that message instead of adding one';
comment on column messages.in_doubt is 'outgoing: what to do when it may have been sent already';
comment on column messages.doubts is 'outgoing: attempts whose outcome nobody knows';
comment on column messages.repeated is 'outgoing: sent again after a doubt, the person may have it twice';

create unique index messages_heard_once on messages (inbox_id, external_id) where direction = 'in';
create index messages_history on messages (conversation_id, position);
create index messages_turns on messages (conversation_id, turn) where direction = 'in';
create index messages_changes on messages (conversation_id, change);
create index messages_unsent on messages (conversation_id, position) where delivery in ('queued', 'sending');
create index messages_undelivered on messages (at) where delivery in ('failed', 'unknown');
create index messages_edits on messages (edits) where edits is not null;
create index messages_person on messages (person_id);
create index messages_ref on messages (conversation_id, ref) where ref is not null;

create table turns (
  conversation_id uuid not null references conversations on delete cascade,
  number bigint not null,
  state text not null check (state in ('done', 'dead', 'replayed')),
  dialogue text,
  attempts integer not null default 1,
  error text,
  duration_ms integer not null,
  trace_id text,
  at timestamptz not null default now(),
  primary key (conversation_id, number)
);

create index turns_dead on turns (at) where state = 'dead';

create table files (
  id uuid primary key,
  conversation_id uuid references conversations on delete cascade,
  account text,
  name text not null,
  mime text not null,
  size bigint,
  source text,
  stored_at timestamptz,
  created_at timestamptz not null default now()
);

comment on column files.account is 'who uploaded it, as channel:account; null: the channel announced it';
comment on column files.source is 'where the channel lets us fetch it from; null: uploaded to us';
comment on column files.stored_at is 'null: not fetched yet';

create index files_conversation on files (conversation_id);

-- Rows that change with every turn: room to change in place, and an early vacuum.
alter table conversations set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
alter table messages set (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);

create table chat_sessions (
  token_hash bytea primary key,
  visitor uuid not null unique,
  locale text not null check (locale in ('ru', 'en')),
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);

-- A lost count is a forgiven request: not worth a flush to disk.
create unlogged table rate_limits (
  key text primary key,
  points integer not null default 0,
  expire bigint
);

comment on table chat_sessions is 'tokens of web chat visitors; a visitor is an account of the channel webchat';
