import { defineTexts } from '#kernel/locale.ts';

/** What stands around and before the name of a company in its papers, in small letters; for PostgreSQL. */
export const QUOTES = '[«»„“”"\']';
export const LEGAL_FORM = '^\\s*(ооо|оао|зао|пао|нао|ао|ип|тоо|чп|llc|ltd)\\s+';

/** What customers are told by themselves. */
export const texts = defineTexts(
  {
    asked: (person: string, organization: string) => `${person} просит доступ к «${organization}». Пустить?`,
    look: 'Посмотреть запрос',
    approved: (organization: string) =>
      `Готово: теперь вы в «${organization}» и можете заказывать от её имени.`,
    open: 'Организация',
    refused: (organization: string) =>
      `В доступе к «${organization}» отказано. Если это ошибка, спросите того, кто там главный, или напишите нам.`,
    again: 'Запросить доступ',
    removed: (organization: string) =>
      `Вы больше не состоите в «${organization}»: её заказы и вопросы вам не видны.`,
    joined: (person: string, organization: string) => `${person} теперь в «${organization}».`,
    owner: (organization: string) =>
      `Теперь вы владелец «${organization}»: вы приглашаете людей и решаете, кого пустить.`,
    somebody: 'Кто-то без имени',
  },
  {
    en: {
      asked: (person: string, organization: string) =>
        `${person} asks for access to “${organization}”. Let them in?`,
      look: 'See the request',
      approved: (organization: string) =>
        `Done: you belong to “${organization}” now and can order in its name.`,
      open: 'Organization',
      refused: (organization: string) =>
        `Access to “${organization}” was refused. If that is a mistake, ask whoever runs it, or write to us.`,
      again: 'Request access',
      removed: (organization: string) =>
        `You no longer belong to “${organization}”: you do not see its orders and questions any more.`,
      joined: (person: string, organization: string) => `${person} belongs to “${organization}” now.`,
      owner: (organization: string) =>
        `You own “${organization}” now: you invite people and decide who comes in.`,
      somebody: 'Somebody without a name',
    },
  },
);
