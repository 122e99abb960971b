-- The shop: customers and their organizations, orders from the cart to the door, order texts, questions, and what
-- other systems are told of it.

-- Customers ------------------------------------------------------------------------------------------------------

create table organizations (
  id uuid primary key,
  name text not null check (name <> ''),
  kind text not null check (kind in ('company', 'private')),
  price_type_id integer references price_types on delete set null,
  work_hours text not null default '',
  note text not null default '',
  blocked_at timestamptz,
  created_at timestamptz not null default now()
);

comment on table organizations is 'who orders: a company, or a private person alone';
comment on column organizations.price_type_id is 'whose prices it sees; null: the usual ones';
comment on column organizations.work_hours is 'when goods can be brought, in its own words; 24/7: always';
comment on column organizations.note is 'what the office remembers about it; never shown to its members';
comment on column organizations.blocked_at is 'set: its members see everything and order nothing';

create unique index organizations_names on organizations (lower(name)) where kind = 'company';
create index organizations_words on organizations using gin (name gin_trgm_ops);
create index organizations_age on organizations (created_at, id);

create table organization_members (
  organization_id uuid not null references organizations on delete cascade,
  person_id uuid not null references people on delete cascade,
  role text not null check (role in ('owner', 'member')),
  joined_at timestamptz not null default now(),
  chosen_at timestamptz not null default now(),
  primary key (organization_id, person_id)
);

comment on column organization_members.chosen_at is 'a member of several acts for the one chosen last';

create index organization_members_person on organization_members (person_id, chosen_at desc);

alter table people add column customer boolean not null default false;
comment on column people.customer is 'belongs to an organization; kept by a trigger of organization_members';

create function keep_customer() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    update people set customer = false
    where id = old.person_id and not exists (select from organization_members where person_id = old.person_id);
  end if;
  if tg_op <> 'DELETE' then
    update people set customer = true where id = new.person_id and not customer;
  end if;
  return null;
end $$;

create trigger organization_members_make_customers after insert or delete or update of person_id
  on organization_members for each row execute function keep_customer();

create table delivery_addresses (
  id uuid primary key,
  organization_id uuid not null references organizations on delete cascade,
  address text not null check (address <> ''),
  used_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);

comment on column delivery_addresses.used_at is 'the latest one is offered first';

create unique index delivery_addresses_once on delivery_addresses (organization_id, lower(address));

create table organization_invitations (
  code_hash bytea primary key,
  organization_id uuid not null references organizations on delete cascade,
  invited_by uuid not null references people on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid references people on delete set null
);

comment on table organization_invitations is 'a link that makes whoever opens it a member, once';

create index organization_invitations_organization on organization_invitations (organization_id);

create table access_requests (
  id uuid primary key,
  person_id uuid not null references people on delete cascade,
  organization_id uuid references organizations on delete cascade,
  words text not null,
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused')),
  decided_by uuid references people on delete set null,
  decided_at timestamptz,
  created_at timestamptz not null default now()
);

comment on table access_requests is 'somebody asks to belong to an organization; its owner or the office decides';
comment on column access_requests.words is 'the organization as the person named it';
comment on column access_requests.organization_id is 'null: the office has to find out which one is meant';

create unique index access_requests_pending on access_requests (person_id, organization_id) nulls not distinct
  where state = 'pending';
create index access_requests_state on access_requests (state, created_at);

-- Customers log in with their phone, and may have no password yet.
alter table accounts alter column password_hash drop not null;
comment on column accounts.login is 'in lower case; the phone in E.164 of those who registered as customers';
comment on column accounts.password_hash is 'null: no password was chosen yet, none is right';

-- Orders ---------------------------------------------------------------------------------------------------------

alter table products
  add column order_min numeric(15, 3) check (order_min > 0),
  add column order_multiple numeric(15, 3) check (order_multiple > 0);
comment on column products.order_min is 'the least that is sold; null: no such bound. The office keeps it, imports leave it alone';
comment on column products.order_multiple is 'sold in multiples of it; null: no such bound. Kept likewise';

create sequence order_numbers;

create table orders (
  id uuid primary key,
  number bigint unique,
  person_id uuid not null references people,
  organization_id uuid references organizations,
  status text not null default 'draft'
    check (status in ('draft', 'pending', 'confirmed', 'assembling', 'shipped', 'done', 'cancelled')),
  version bigint not null default 1,
  comment text not null default '',
  delivery_on date,
  address text,
  price_type_id integer references price_types on delete set null,
  total numeric(16, 2) not null default 0,
  conversation_id uuid references conversations on delete set null,
  channel text not null default '',
  external_id text,
  reserved_until timestamptz,
  submitted_at timestamptz,
  changed_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  check (status = 'draft' or (number is not null and submitted_at is not null))
);

comment on table orders is 'the cart of a person is their order in draft';
comment on column orders.number is 'what people call it by; given when it is placed';
comment on column orders.version is 'raised by every change; a confirmation names the one that was seen';
comment on column orders.delivery_on is 'wished day; null: as soon as possible';
comment on column orders.address is 'where to; null: the customer comes';
comment on column orders.total is 'of the lines whose price is known';
comment on column orders.conversation_id is 'where it was placed';
comment on column orders.external_id is 'its id in 1C, once 1C told it';
comment on column orders.reserved_until is 'its goods are kept back until then; null: they are not';

create unique index orders_cart on orders (person_id) where status = 'draft';
create index orders_board on orders (status, submitted_at desc, id desc) where status <> 'draft';
create index orders_submitted on orders (submitted_at desc, id desc) where status <> 'draft';
create index orders_organization on orders (organization_id, submitted_at desc, id desc) where status <> 'draft';
create index orders_changed on orders (changed_at, id) where status <> 'draft';
create index orders_reserving on orders (reserved_until) where reserved_until is not null;
create index orders_person on orders (person_id);
create index orders_external on orders (external_id) where external_id is not null;
create index orders_conversation on orders (conversation_id) where conversation_id is not null;

create function note_order_change() returns trigger language plpgsql as $$
begin
  new.changed_at := now();
  return new;
end $$;

create trigger orders_changes before update on orders for each row execute function note_order_change();

create table order_lines (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders on delete cascade,
  position integer not null,
  product_id integer references products on delete set null,
  title text not null check (title <> ''),
  sku text,
  unit text,
  qty numeric(15, 3) not null check (qty > 0),
  qty_assumed boolean not null default false,
  price numeric(12, 2) check (price >= 0),
  said text,
  doubt text check (doubt in ('doubtful', 'unknown')),
  choices integer[] not null default '{}',
  note text not null default ''
);

comment on column order_lines.product_id is 'null: not known which one is meant (doubt), or it is not in the catalogue any more';
comment on column order_lines.title is 'of the product as it was then, or the customer''s own words while in doubt';
comment on column order_lines.qty_assumed is 'the customer named no amount';
comment on column order_lines.price is 'for one unit as the customer saw it last; null: on request';
comment on column order_lines.said is 'the words it came from, where it came from words';
comment on column order_lines.choices is 'products it may be, best first, while doubtful';

create unique index order_lines_product on order_lines (order_id, product_id) where product_id is not null;
create index order_lines_order on order_lines (order_id, position);
create index order_lines_words on order_lines using gin (title gin_trgm_ops);
create index order_lines_bought on order_lines (product_id) where product_id is not null;

create table order_changes (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders on delete cascade,
  from_status text not null,
  to_status text not null,
  reason text not null default '',
  by_id uuid,
  by_channel text not null,
  at timestamptz not null default now(),
  tell_at timestamptz,
  told_at timestamptz,
  undone_at timestamptz
);

comment on table order_changes is 'every change of status, and whether the customer was told';
comment on column order_changes.tell_at is 'the customer is told then, unless it is undone before; null: nobody is to be told';

create index order_changes_order on order_changes (order_id, id);
create index order_changes_due on order_changes (tell_at) where told_at is null and tell_at is not null and undone_at is null;

create table order_aliases (
  id bigint generated always as identity primary key,
  organization_id uuid references organizations on delete cascade,
  phrase text not null check (phrase <> ''),
  said text not null,
  product_id integer not null references products on delete cascade,
  times integer not null default 1,
  taught_by uuid references people on delete set null,
  by_office boolean not null default false,
  changed_at timestamptz not null default now()
);

comment on table order_aliases is 'what an organization means by its words, as its members and the office have taught';
comment on column order_aliases.organization_id is 'null: everybody means it so';
comment on column order_aliases.phrase is 'normalised as the search does it';
comment on column order_aliases.said is 'the words of the last lesson as they were said, for people to read';

create unique index order_aliases_phrases on order_aliases (organization_id, phrase) nulls not distinct;
create index order_aliases_product on order_aliases (product_id);

create table assistant_calls (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  provider text not null,
  model text not null,
  outcome text not null,
  latency_ms integer not null,
  tokens_in integer,
  tokens_out integer,
  lines integer not null default 0,
  error text,
  place text not null default 'chat'
);

comment on table assistant_calls is 'calls of language models; never the text itself';

create index assistant_calls_at on assistant_calls (at);

create unlogged table cache_entries (
  key text primary key,
  value bytea not null,
  expires_at timestamptz not null
);

comment on table cache_entries is 'what all processes may know and anybody may lose';

-- Questions ------------------------------------------------------------------------------------------------------

create table questions (
  id uuid primary key,
  organization_id uuid references organizations,
  person_id uuid not null references people,
  title text not null check (title <> ''),
  order_id uuid references orders on delete set null,
  product_id integer references products on delete set null,
  messages integer not null default 0,
  last_message_id bigint,
  last_at timestamptz not null default now(),
  waiting_since timestamptz,
  closed_at timestamptz,
  closed_by uuid references people on delete set null,
  created_at timestamptz not null default now()
);

comment on table questions is 'a topic of an organization with the office; all its members see it';
comment on column questions.organization_id is 'null: of somebody who is not registered';
comment on column questions.waiting_since is 'since when the customer waits for an answer; null: answered';

create index questions_organization on questions (organization_id, last_at desc);
create index questions_person on questions (person_id, last_at desc);
create index questions_open on questions (last_at desc, id) where closed_at is null;
create index questions_recent on questions (last_at desc, id);
create index questions_waiting on questions (waiting_since) where waiting_since is not null and closed_at is null;
create index questions_words on questions using gin (title gin_trgm_ops);
create index questions_order on questions (order_id) where order_id is not null;

create table question_messages (
  id bigint generated always as identity primary key,
  question_id uuid not null references questions on delete cascade,
  author_id uuid references people,
  by_office boolean not null,
  author_name text not null,
  text text not null,
  files jsonb not null default '[]',
  posted_as text,
  at timestamptz not null default now(),
  unique (question_id, posted_as)
);

comment on column question_messages.author_name is 'as it was then';
comment on column question_messages.files is 'id, name, mime and size of attachments in the file storage';
comment on column question_messages.posted_as is 'the id of the request that posted it: posted again it is the same message';

create index question_messages_question on question_messages (question_id, id);
create index question_messages_words on question_messages using gin (text gin_trgm_ops);
create index question_messages_author on question_messages (author_id, id) where author_id is not null;

create table question_reads (
  question_id uuid not null references questions on delete cascade,
  person_id uuid not null references people on delete cascade,
  message_id bigint not null,
  primary key (question_id, person_id)
);

comment on table question_reads is 'up to which message somebody has read';

-- Other systems --------------------------------------------------------------------------------------------------

create table service_keys (
  id uuid primary key,
  name text not null check (name <> ''),
  key_hash bytea not null unique,
  hint text not null,
  scopes text[] not null,
  created_by uuid references people on delete set null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);

comment on table service_keys is 'what other systems prove themselves with; only the hash of a key is kept';
comment on column service_keys.hint is 'the first signs of the key, to tell keys apart';

create table webhook_endpoints (
  id uuid primary key,
  name text not null,
  url text not null,
  secret bytea not null,
  events text[] not null,
  created_by uuid references people on delete set null,
  created_at timestamptz not null default now(),
  paused_at timestamptz
);

comment on column webhook_endpoints.secret is 'sealed with SECRET_KEY; signs what is sent';

create table webhook_events (
  id uuid primary key,
  type text not null,
  payload jsonb not null,
  at timestamptz not null default now()
);

create index webhook_events_at on webhook_events (at);

create table webhook_deliveries (
  id bigint generated always as identity primary key,
  endpoint_id uuid not null references webhook_endpoints on delete cascade,
  event_id uuid not null references webhook_events on delete cascade,
  attempts integer not null default 0,
  next_attempt_at timestamptz default now(),
  delivered_at timestamptz,
  failed_at timestamptz,
  status integer,
  error text,
  unique (endpoint_id, event_id)
);

comment on column webhook_deliveries.next_attempt_at is 'null: nothing is to be tried any more';
comment on column webhook_deliveries.failed_at is 'given up; may be sent again by hand';

create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where next_attempt_at is not null;
create index webhook_deliveries_event on webhook_deliveries (event_id);
