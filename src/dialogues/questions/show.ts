import type { Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import type { Button, Reply } from '#modules/conversations/index.ts';
import type { About, FileLinks, Question, QuestionMessage } from '#modules/questions/index.ts';
import { type Texts, texts } from './texts.ts';

/** Messages shown at once, and the characters they may have together; the latest is always whole. */
export const SHOWN = 6;
const MOST_SIGNS = 3_000;
/** Characters of a title in a button. */
const LABEL = 44;

/** How questions speak: the language, the time zone of the office, and links to attachments. */
export interface Manner {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly links: Pick<FileLinks, 'to'>;
  /** The id of who reads it. */
  readonly reader: string;
}

interface Page {
  readonly items: readonly Question[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** A page of questions as buttons: those with news marked, closed ones last. */
export const listReply = ({ items, page, pages, total }: Page, locale: Locale): Reply => {
  const words = texts[locale];
  const marked = items.some(({ unread, closedAt }) => unread > 0 || closedAt !== null);
  return {
    text: [
      words.list(total),
      ...(marked ? [words.unreadHint] : []),
      ...(pages > 1 ? [words.page(page, pages)] : []),
    ].join('\n'),
    buttons: [
      ...items.map((question) => [{ label: labelOf(question), value: `open:${question.id}` }]),
      pagingOf(page, pages, words),
      [{ label: words.newQuestion, value: 'new' }],
    ],
    replace: true,
  };
};

const labelOf = ({ title, unread, closedAt }: Question): string =>
  `${unread > 0 ? '● ' : ''}${closedAt ? '✓ ' : ''}${shorten(title, LABEL)}`;

const pagingOf = (page: number, pages: number, words: Texts): Button[] => [
  ...(page > 1 ? [{ label: words.earlier, value: `page:${page - 1}` }] : []),
  ...(page < pages ? [{ label: words.more, value: `page:${page + 1}` }] : []),
];

/** A question with a part of its messages; `skip`: how many of the latest are passed over. */
export const questionReply = (
  {
    question,
    messages,
    about,
    skip,
  }: {
    readonly question: Question;
    /** The latest ones, oldest first. */
    readonly messages: readonly QuestionMessage[];
    readonly about: About;
    readonly skip: number;
  },
  manner: Manner,
): Reply => {
  const words = texts[manner.locale];
  const shown = fitting(messages.slice(0, messages.length - skip).slice(-SHOWN));
  const older = question.messages > skip + shown.length;
  const last = messages.at(-1);
  const state = question.closedAt ? [words.closed] : last && !last.byOffice ? [words.waits] : [];
  return {
    text: [
      [
        words.head(question.title),
        ...(about.order === null ? [] : [words.aboutOrder(about.order)]),
        ...(about.product === null ? [] : [words.aboutProduct(about.product)]),
      ].join('\n'),
      ...shown.map((message) => messageText(message, manner)),
      ...(skip === 0 ? state : []),
    ].join('\n\n'),
    buttons: [
      [
        { label: words.write, value: 'write' },
        ...(question.closedAt ? [] : [{ label: words.close, value: 'close' }]),
      ],
      [
        ...(older ? [{ label: words.older, value: `skip:${skip + shown.length}` }] : []),
        ...(skip > 0 ? [{ label: words.toLast, value: 'skip:0' }] : []),
      ],
      [{ label: words.toList, value: 'list' }],
    ],
  };
};

/** As many of the latest as can be read at once. */
const fitting = (messages: readonly QuestionMessage[]): readonly QuestionMessage[] => {
  let signs = 0;
  const first = messages.findLastIndex((message) => {
    signs += message.text.length;
    return signs > MOST_SIGNS;
  });
  return messages.slice(Math.min(first + 1, messages.length - 1));
};

const messageText = (
  { byOffice, authorId, authorName, text, files, at }: QuestionMessage,
  manner: Manner,
): string => {
  const { locale, timeZone, links, reader } = manner;
  const words = texts[locale];
  const own = authorId === reader ? words.you : authorName || words.somebody;
  const who = byOffice ? words.office(authorName) : own;
  const when = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(at);
  const attached = files.map(({ id, name }) => {
    const link = byOffice ? links.to(id) : undefined;
    return link === undefined ? words.fileElsewhere(name) : words.file(name, link);
  });
  const said = text === '' && attached.length === 0 ? [words.erased] : text === '' ? [] : [text];
  return [`${who}, ${when}`, ...said, ...attached].join('\n');
};
