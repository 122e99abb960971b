import { startValue } from '#kernel/start-value.ts';
import type { OrderReader } from '#modules/assistant/index.ts';
import {
  type Dialogue,
  defineDialogue,
  effect,
  type Opening,
  type TurnContext,
} from '#modules/conversations/index.ts';
import type { FileLinks, Questions } from '#modules/questions/index.ts';
import type { Settings } from '#modules/settings/index.ts';
import { data, type Subject } from './data.ts';
import { wishOf } from './opening.ts';
import { asIsOf, asking, impossible, refusedWords, type Said, saidIn, writing } from './saying.ts';
import { listReply, questionReply, SHOWN } from './show.ts';
import { soughtReply } from './sought.ts';
import { texts } from './texts.ts';

/** Questions on one page of the list. */
const PAGE = 8;
/** Characters of words that a button offers to order by. */
const LONGEST_ORDER = 1_000;
/** The most messages that are looked back over. */
const FURTHEST = 500;

/** A person asks the office, reads the answers, and writes on, with words and files. */
export const createQuestionsDialogue = ({
  questions,
  links,
  settings,
  reader,
}: {
  questions: Questions;
  reader: Pick<OrderReader, 'glance'>;
  links: Pick<FileLinks, 'to'>;
  settings: Pick<Settings, 'get'>;
}): Dialogue => {
  /** Somebody who has an open question may be on to the next thing already. */
  const orderIn = ({ text, files }: Said): string =>
    files.length === 0 && text.length <= LONGEST_ORDER && reader.glance(text).order === 'certain' ? text : '';

  const toList = { go: 'list' as const, data: { page: 1 } };

  /** Opens a question, which notes it as read; whoever may not see it comes to the list. */
  const toQuestion = async ({ db, person, locale }: TurnContext, id: string, skip = 0) => {
    if (!(await questions.read(db, { personId: person.id, questionId: id, last: 1 })))
      return { ...toList, say: { text: texts[locale].noSuch } };
    const wish = { personId: person.id, questionId: id };
    return {
      go: 'open' as const,
      data: { id, skip },
      effects: [effect('seen', (tx) => questions.seen(tx, wish))],
    };
  };

  const toReply = async (turn: TurnContext, id: string) => {
    const found = await toQuestion(turn, id);
    return found.go === 'open'
      ? { ...found, go: 'talk' as const, data: { id, said: 'nothing' as const, order: '' } }
      : found;
  };

  /** Asks for the words of a new question; what it cannot be about is said. */
  const toAsk = async ({ db, person, locale }: TurnContext, subject: Subject) => {
    const about = await questions.about(db, { personId: person.id, ...subject });
    if (about.ok) return { go: 'ask' as const, data: { subject } };
    const { noSuchOrder, noSuchProduct } = texts[locale];
    return {
      go: 'ask' as const,
      data: { subject: {} },
      say: { text: subject.orderId === undefined ? noSuchProduct : noSuchOrder },
    };
  };

  /** Sends a new question and stays in it. */
  const send = (turn: TurnContext, said: Said, subject: Subject) => {
    const text = impossible(turn, said);
    if (text !== undefined) return { stay: true as const, say: { text } };
    const { id, effect: asked } = asking(questions, turn, said, subject);
    return {
      go: 'talk' as const,
      data: { id, said: 'question' as const, order: orderIn(said) },
      effects: [asked],
    };
  };

  /** Says something in a question that is there already. */
  const write = (turn: TurnContext, id: string, said: Said) => {
    const text = impossible(turn, said);
    if (text !== undefined) return { stay: true as const, say: { text } };
    return {
      go: 'talk' as const,
      data: { id, said: 'more' as const, order: orderIn(said) },
      effects: [writing(questions, turn, id, said)],
    };
  };

  const unreadable = ({ locale }: TurnContext) => ({
    stay: true as const,
    say: { text: texts[locale].unreadable },
  });

  /** A refused write: a question that is gone is left, anything else may be tried anew. */
  const refused = (turn: TurnContext, reason: string) => {
    const say = { text: refusedWords(turn, reason) };
    return reason === 'missing' ? { ...toList, say } : { stay: true as const, say };
  };

  const begin = async (turn: TurnContext, { text, files = [] }: Opening) => {
    if (files.length > 0) return { go: 'confirm' as const, data: { text: text.trim(), files: [...files] } };
    const wish = wishOf(text);
    switch (wish.to) {
      case 'open':
        return toQuestion(turn, wish.id);
      case 'reply':
        return toReply(turn, wish.id);
      case 'ask':
        return toAsk(turn, wish.subject);
      case 'words':
        return { go: 'confirm' as const, data: { text: wish.text, files: [] } };
      case 'list': {
        const { total } = await questions.list(turn.db, { personId: turn.person.id, page: 1, size: 1 });
        return total === 0 ? toAsk(turn, {}) : toList;
      }
    }
  };

  return defineDialogue({
    name: 'questions',
    version: 1,
    command: 'questions',
    words: texts,
    key: true,
    data,
    begin,
    steps: {
      list: {
        ask: async ({ db, person, locale }, { page }) =>
          listReply(await questions.list(db, { personId: person.id, page, size: PAGE }), locale),
        hear: (turn, input) => {
          const said = saidIn(input);
          if (said) return { go: 'confirm', data: { text: said.text, files: [...said.files] } };
          if (input.kind !== 'choice') return unreadable(turn);
          const [, what, value = ''] = /^(\w+):?(.*)$/.exec(input.value) ?? [];
          if (what === 'open') return toQuestion(turn, value);
          if (what === 'page') return { go: 'list', data: { page: Number(value) || 1 } };
          return toAsk(turn, {});
        },
      },
      open: {
        ask: async ({ db, person, locale }, { id, skip }) => {
          const last = Math.min(skip + SHOWN, FURTHEST);
          const found = await questions.read(db, { personId: person.id, questionId: id, last });
          if (!found) return { text: texts[locale].noSuch };
          const { orderId, productId } = found.question;
          const about = await questions.about(db, { personId: person.id, orderId, productId });
          const { time_zone: timeZone } = await settings.get('working_hours');
          return questionReply(
            { ...found, about: about.ok ? about.value : { order: null, product: null }, skip },
            { locale, timeZone, links, reader: person.id },
          );
        },
        hear: async (turn, input, { id }) => {
          if (input.kind === 'refused') return refused(turn, input.reason);
          const said = saidIn(input);
          if (said) return write(turn, id, said);
          if (input.kind !== 'choice') return unreadable(turn);
          if (input.value === 'write') return toReply(turn, id);
          if (input.value.startsWith('skip:')) return toQuestion(turn, id, Number(input.value.slice(5)) || 0);
          if (input.value !== 'close') return toList;
          const wish = { personId: turn.person.id, questionId: id };
          return {
            ...toList,
            effects: [effect('close', (tx) => questions.close(tx, wish))],
            say: { text: texts[turn.locale].closedNow },
          };
        },
      },
      talk: {
        ask: async ({ db, person, locale }, { id, said, order }) => {
          const words = texts[locale];
          const found = await questions.read(db, { personId: person.id, questionId: id, last: 1 });
          const reply = words.reply(found?.question.title ?? '');
          return {
            text: { nothing: reply, question: words.asked, more: words.added }[said],
            buttons: [
              [{ label: words.done, value: 'done' }],
              ...(order === '' ? [] : [[{ label: words.isOrder, value: startValue('order-text', order) }]]),
            ],
          };
        },
        hear: async (turn, input, { id, said: before }) => {
          if (input.kind === 'refused') return refused(turn, input.reason);
          const said = saidIn(input);
          if (said) return write(turn, id, said);
          if (input.kind !== 'choice') return unreadable(turn);
          const { allSent, nothingAdded } = texts[turn.locale];
          return { end: true, say: { text: before === 'nothing' ? nothingAdded : allSent } };
        },
      },
      ask: {
        ask: async (turn, { subject }) => {
          const { db, person, locale } = turn;
          const words = texts[locale];
          const about = await questions.about(db, { personId: person.id, ...subject });
          const { order, product } = about.ok ? about.value : { order: null, product: null };
          const never = { label: words.never, value: 'never' };
          if (order !== null) return { text: words.askAboutOrder(order), buttons: [[never]] };
          if (product !== null) return { text: words.askAboutProduct(product), buttons: [[never]] };
          if (subject.sought === undefined) return { text: words.ask, buttons: [[never]] };
          return soughtReply(turn, subject.sought, questions);
        },
        hear: async (turn, input, { subject }) => {
          const words = texts[turn.locale];
          if (input.kind === 'refused')
            return input.reason === 'missing'
              ? { go: 'ask', data: { subject: {} }, say: { text: words.noSuchOrder } }
              : refused(turn, input.reason);
          if (input.kind === 'choice' && input.value === 'as-is')
            return send(turn, { text: asIsOf(subject.sought ?? '', turn.locale), files: [] }, subject);
          if (input.kind === 'choice' && input.value.startsWith('add:'))
            return write(turn, input.value.slice('add:'.length), { text: subject.sought ?? '', files: [] });
          if (input.kind === 'choice') return { end: true, say: { text: words.nothingSent } };
          const said = saidIn(input);
          return said ? send(turn, said, subject) : unreadable(turn);
        },
      },
      confirm: {
        ask: ({ locale }, { text, files }) => {
          const words = texts[locale];
          return {
            text: text === '' ? words.confirmFiles(files.length) : words.confirm(text),
            buttons: [
              [{ label: words.send, value: 'send' }],
              ...(text === '' || files.length > 0 ? [] : [[{ label: words.searchInstead, value: 'search' }]]),
              [{ label: words.never, value: 'never' }],
            ],
          };
        },
        hear: (turn, input, kept) => {
          if (input.kind === 'refused') return refused(turn, input.reason);
          const said = saidIn(input);
          if (said) return { go: 'confirm', data: together(kept, said) };
          if (input.kind !== 'choice') return unreadable(turn);
          if (input.value === 'send') return send(turn, kept, {});
          if (input.value === 'search') return { start: 'search', text: kept.text };
          return { end: true, say: { text: texts[turn.locale].nothingSent } };
        },
      },
    },
  });
};

/** What was said one after the other before it was sent. */
const together = (before: Said, now: Said) => ({
  text: [before.text, now.text].filter((text) => text !== '').join('\n'),
  files: [...before.files, ...now.files],
});
