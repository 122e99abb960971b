import type { PageName } from '../../options.ts';
import type { FigureWords } from '../figures.ts';
import type { Cure, Part } from '../queries.ts';
import type { HealthTexts } from './texts.ts';

/** What a part of the office is called. */
export const nameOf = ({ part, name }: Part, texts: HealthTexts): string =>
  name === null ? texts.parts[part] : (known(texts.names, name) ?? name);

/** The figures of a part on one line; `ago` puts a moment into words. */
export const figuresOf = (
  part: Part,
  { figures }: HealthTexts,
  words: FigureWords,
  ago: (iso: string) => string,
): string => {
  if (part.facts === null) return figures.unknown;
  switch (part.part) {
    case 'database': {
      const { kind, version, round_trip_ms, size_bytes } = part.facts;
      const [number = version] = version.split(' ');
      return figures.database(kind, number, words.duration(round_trip_ms), words.bytes(size_bytes));
    }
    case 'workers': {
      const { waiting_turns } = part.facts;
      return waiting_turns === 0 ? figures.workersIdle : figures.workersBusy(words.count(waiting_turns));
    }
    case 'inbox': {
      const { account, last_heard_at } = part.facts;
      const heard = last_heard_at === null ? figures.notHeard : figures.heard(ago(last_heard_at));
      return account === null ? heard : `${account}, ${heard}`;
    }
    case 'outgoing': {
      const { unsent, failed_24h, unknown_24h } = part.facts;
      if (failed_24h + unknown_24h > 0) return figures.outgoingLost(words.count(failed_24h + unknown_24h));
      return unsent === 0 ? figures.outgoingFine : figures.outgoingWaits(words.count(unsent));
    }
    case 'dead_letters':
      return part.facts.count === 0 ? figures.none : words.count(part.facts.count);
    case 'storage':
      return figures.free(words.bytes(part.facts.free_bytes));
    case 'process':
      return figures.process(words.bytes(part.facts.memory_bytes), words.duration(part.facts.loop_lag_ms));
    case 'proxy':
      return part.facts.peer ?? figures.proxyFine;
    case 'exchange': {
      const { age_seconds } = part.facts;
      return age_seconds === null ? figures.notFetched : figures.fetched(words.duration(age_seconds * 1_000));
    }
    case 'search': {
      const { state, documents, progress } = part.facts;
      if (state === 'building') return figures.searchBuilding(words.percent(progress ?? 0));
      return state === 'down' ? figures.unknown : figures.searchReady(words.count(documents));
    }
    case 'assistant':
      return part.facts.state === 'ready' ? part.facts.model : figures.notAsked(part.facts.model);
    case 'webhooks': {
      const { waiting, failed_24h } = part.facts;
      if (failed_24h > 0) return figures.outgoingLost(words.count(failed_24h));
      return waiting === 0 ? figures.outgoingFine : figures.outgoingWaits(words.count(waiting));
    }
    case 'module':
      // Orders are read without a language model, too.
      return part.name === 'assistant' ? figures.readsAlone : figures.needs(part.facts.needs);
  }
};

/** What ails a part, in one sentence. */
export const illOf = (part: Part, texts: HealthTexts, words: FigureWords): string => {
  const { ills } = texts;
  const name = nameOf(part, texts);
  if (part.cure === 'start_database') return ills.start_database;
  if (part.facts === null) return ills.see_log(name);
  switch (part.part) {
    case 'database': {
      const { connections, max_connections, round_trip_ms } = part.facts;
      return part.cure === 'allow_more_connections'
        ? ills.allow_more_connections(words.count(connections), words.count(max_connections))
        : ills.speed_up_database(words.duration(round_trip_ms));
    }
    case 'workers': {
      const { waiting_turns, oldest_wait_seconds } = part.facts;
      const time = words.duration(oldest_wait_seconds * 1_000);
      return part.cure === 'start_worker'
        ? ills.start_worker(waiting_turns, words.count(waiting_turns), time)
        : ills.add_workers(time);
    }
    case 'inbox':
      return ills.inbox(name);
    case 'outgoing': {
      const { failed_24h, unknown_24h, unsent, oldest_unsent_seconds } = part.facts;
      const lost = failed_24h + unknown_24h;
      return part.cure === 'see_deliveries'
        ? ills.see_deliveries(lost, words.count(lost))
        : ills.wait_for_channel(words.count(unsent), words.duration(oldest_unsent_seconds * 1_000));
    }
    case 'dead_letters':
      return ills.see_dead_letters(part.facts.count, words.count(part.facts.count));
    case 'storage':
      return ills.free_disk(words.bytes(part.facts.free_bytes));
    case 'process': {
      const { heap_bytes, heap_limit_bytes, loop_lag_ms } = part.facts;
      return part.cure === 'give_more_memory'
        ? ills.give_more_memory(words.bytes(heap_bytes), words.bytes(heap_limit_bytes))
        : ills.give_more_processor(words.duration(loop_lag_ms));
    }
    case 'proxy':
      return ills.set_trust_proxy(part.facts.peer ?? '');
    case 'exchange':
      return ills.see_exchange(name);
    case 'search':
      return ills.see_search;
    case 'assistant':
      return ills.see_assistant(name);
    case 'webhooks': {
      const { failed_24h } = part.facts;
      return ills.see_webhooks(failed_24h, words.count(failed_24h));
    }
    case 'module':
      return figuresOf(part, texts, words, () => '');
  }
};

/** What helps: of an inbox the words for its own trouble, where there are some. */
export const cureOf = (part: Part, { cures, troubles }: HealthTexts): string | undefined => {
  const trouble = part.part === 'inbox' ? part.facts?.trouble : undefined;
  return (trouble && known(troubles, trouble)) ?? (part.cure ? cures[part.cure] : undefined);
};

/** The page where a person can do something about it. */
export const CURING_PAGES = {
  see_inboxes: 'inboxes',
  wait_for_channel: 'inboxes',
  see_deliveries: 'deliveries',
  see_dead_letters: 'deadLetters',
  see_exchange: 'imports',
  see_search: 'search',
  see_assistant: 'assistant',
  see_webhooks: 'integrations',
} as const satisfies Partial<Record<Cure, PageName>>;

/** A text by a name that may be none of ours. */
const known = (texts: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(texts, name) ? texts[name] : undefined;
