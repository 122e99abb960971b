import { describe, expect, it } from 'vitest';
import { figuresIn } from '../figures.ts';
import type { Cure, Part } from '../queries.ts';
import { healthTexts } from './texts.ts';
import { cureOf, figuresOf, illOf, nameOf } from './words.ts';

const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ');

const ill = { name: null, state: 'degraded' } as const;
const PARTS: readonly Part[] = [
  {
    ...ill,
    part: 'database',
    cure: 'speed_up_database',
    facts: {
      kind: 'embedded',
      version: '18.4 (Debian 18.4-1)',
      round_trip_ms: 420,
      size_bytes: 9_000_000,
      connections: 95,
      max_connections: 100,
      migrations: 2,
      last_migration: '0002-panel.sql',
    },
  },
  {
    ...ill,
    part: 'workers',
    state: 'down',
    cure: 'start_worker',
    facts: { waiting_turns: 3, oldest_wait_seconds: 150, held_conversations: 0, workers: 0 },
  },
  {
    part: 'inbox',
    name: 'telegram',
    state: 'down',
    cure: 'see_inboxes',
    facts: { channel: 'telegram', account: '@our_bot', last_heard_at: null, trouble: 'unauthorized' },
  },
  {
    ...ill,
    part: 'outgoing',
    cure: 'see_deliveries',
    facts: { unsent: 4, oldest_unsent_seconds: 240, failed_24h: 1, unreachable_24h: 9, unknown_24h: 1 },
  },
  { ...ill, part: 'dead_letters', cure: 'see_dead_letters', facts: { count: 1, oldest_at: null } },
  { ...ill, part: 'storage', cure: 'free_disk', facts: { free_bytes: 500 * 1024 ** 2 } },
  {
    ...ill,
    part: 'process',
    cure: 'give_more_memory',
    facts: {
      loop_lag_ms: 400,
      memory_bytes: 1024 ** 3,
      heap_bytes: 900 * 1024 ** 2,
      heap_limit_bytes: 1024 ** 3,
    },
  },
  { ...ill, part: 'proxy', cure: 'set_trust_proxy', facts: { forwarded_requests: 7, peer: '172.18.0.2' } },
  {
    ...ill,
    part: 'exchange',
    name: 'onec',
    cure: 'see_exchange',
    facts: { age_seconds: 7_200, interval_minutes: 10, failure: 'timeout' },
  },
  {
    ...ill,
    part: 'search',
    cure: 'see_search',
    facts: { state: 'down', documents: 0, megabytes: 0, progress: null },
  },
  {
    ...ill,
    part: 'assistant',
    name: 'gigachat',
    cure: 'see_assistant',
    facts: { state: 'off', model: 'GigaChat-2', until: null },
  },
  { ...ill, part: 'webhooks', cure: 'see_webhooks', facts: { waiting: 0, failed_24h: 3, paused: 0 } },
  { part: 'module', name: 'erp', state: 'off', cure: 'set_keys', facts: { needs: 'API_URL' } },
];
const byName = (name: Part['part']) => PARTS.find(({ part }) => part === name) as Part;

describe.each(['ru', 'en'] as const)('in %s', (locale) => {
  const texts = healthTexts[locale];
  const words = figuresIn(locale);

  it.each(PARTS)('$part has a name, figures, what ails it and what helps', (part) => {
    for (const text of [
      nameOf(part, texts),
      figuresOf(part, texts, words, () => 'now'),
      illOf(part, texts, words),
      cureOf(part, texts),
    ])
      expect(text).toMatch(/\S/);
  });

  it.each(PARTS)('$part that could not be asked says so', (part) => {
    const unasked = { ...part, facts: null, cure: 'see_log' } as Part;
    expect(illOf(unasked, texts, words)).toContain(nameOf(part, texts));
    expect(figuresOf(unasked, texts, words, () => '')).toBe(texts.figures.unknown);
    expect(cureOf(unasked, texts)).toBe(texts.cures.see_log);
    expect(illOf({ ...unasked, cure: 'start_database' }, texts, words)).toBe(texts.ills.start_database);
  });
});

describe('the words', () => {
  const words = figuresIn('en');
  const illWith = (name: Part['part'], cure: Cure) =>
    plain(illOf({ ...byName(name), cure } as Part, healthTexts.en, words));

  it('hold the figures that matter', () => {
    expect(illWith('database', 'allow_more_connections')).toContain('95 of 100');
    expect(illWith('database', 'speed_up_database')).toContain('420 ms');
    expect(illWith('workers', 'start_worker')).toBe('Nobody works the messages: 3 have waited for 2.5 min');
    expect(illWith('workers', 'add_workers')).toContain('2.5 min');
    expect(illWith('outgoing', 'see_deliveries')).toBe(
      '2 messages of 24 hours did not arrive, or may not have',
    );
    expect(illWith('outgoing', 'wait_for_channel')).toContain('4 cannot be sent, the oldest waits for 4 min');
    expect(illWith('dead_letters', 'see_dead_letters')).toBe('1 message could not be worked');
    expect(illWith('storage', 'free_disk')).toContain('500 MB');
    expect(illWith('process', 'give_more_memory')).toContain('900 MB of 1 GB');
    expect(illWith('process', 'give_more_processor')).toContain('400 ms');
    expect(illWith('proxy', 'set_trust_proxy')).toContain('172.18.0.2');
  });

  it('of an inbox tell its own cure, and of an unknown trouble where to look', () => {
    const telegram = byName('inbox');
    expect(cureOf(telegram, healthTexts.en)).toContain('refuses the token');
    const strange = { ...telegram, facts: { ...telegram.facts, trouble: 'constructor' } } as Part;
    expect(cureOf(strange, healthTexts.en)).toBe(healthTexts.en.cures.see_inboxes);
  });

  it('tell that orders are read without a language model, too', () => {
    const reading = { ...byName('module'), name: 'assistant' } as Part;
    expect(figuresOf(reading, healthTexts.ru, figuresIn('ru'), () => '')).toBe(
      'читает свой разбор, нейросеть не подключена',
    );
  });

  it('name a part that we have no name for as it names itself', () => {
    expect(nameOf({ ...byName('module'), name: 'warehouse' } as Part, healthTexts.en)).toBe('warehouse');
    expect(nameOf(byName('module'), healthTexts.en)).toBe('ERP');
  });

  it('name the database without the packaging of its version', () => {
    expect(plain(figuresOf(byName('database'), healthTexts.en, words, () => ''))).toBe(
      'PostgreSQL 18.4, embedded, answers in 420 ms, 8.6 MB',
    );
  });
});
