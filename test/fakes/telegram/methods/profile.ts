import type { BotCommandScope, MenuButton } from '@grammyjs/types';
import type { Bot } from '../model.ts';
import { badRequest } from '../refusal.ts';
import type { Handlers, MethodDeps } from './handlers.ts';

interface Audience {
  readonly scope?: BotCommandScope | undefined;
  readonly language_code?: string | undefined;
}

/** What a bot tells about itself: commands, name, descriptions, menu button. */
export function createProfileMethods({ world }: MethodDeps): Handlers {
  const audience = (bot: Bot, { scope = { type: 'default' }, language_code = '' }: Audience): string => {
    checkLanguage(language_code);
    if ('chat_id' in scope) world.target(bot, scope.chat_id, 'read');
    const chat = 'chat_id' in scope ? scope.chat_id : '';
    const user = 'user_id' in scope ? scope.user_id : '';
    return [scope.type, chat, user, language_code].join('|');
  };

  const setText = (bot: Bot, kind: string, text = '', language = ''): true => {
    checkLanguage(language);
    bot.texts.set(`${kind}|${language}`, text);
    return true;
  };

  const text = (bot: Bot, kind: string, language = ''): string => {
    checkLanguage(language);
    return bot.texts.get(`${kind}|${language}`) ?? bot.texts.get(`${kind}|`) ?? '';
  };

  return {
    getMe: (bot) => bot.user,

    setMyCommands(bot, { commands, ...to }) {
      const key = audience(bot, to);
      for (const { command, description } of commands) {
        if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
        if (description.trim() === '') throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
      }
      bot.commands.set(key, [...commands]);
      return true;
    },
    getMyCommands: (bot, parameters) => bot.commands.get(audience(bot, parameters)) ?? [],
    deleteMyCommands(bot, parameters) {
      bot.commands.delete(audience(bot, parameters));
      return true;
    },

    setMyName: (bot, { name, language_code }) => setText(bot, 'name', name, language_code),
    getMyName: (bot, { language_code }) => ({
      name: text(bot, 'name', language_code) || bot.user.first_name,
    }),
    setMyDescription: (bot, { description, language_code }) =>
      setText(bot, 'description', description, language_code),
    getMyDescription: (bot, { language_code }) => ({ description: text(bot, 'description', language_code) }),
    setMyShortDescription: (bot, { short_description, language_code }) =>
      setText(bot, 'short_description', short_description, language_code),
    getMyShortDescription: (bot, { language_code }) => ({
      short_description: text(bot, 'short_description', language_code),
    }),

    setChatMenuButton(bot, { chat_id = 0, menu_button = { type: 'default' } }) {
      if (chat_id !== 0 && world.target(bot, chat_id, 'read').chat.type !== 'private') {
        throw badRequest('chat not found');
      }
      if (menu_button.type === 'web_app' && !menu_button.web_app.url.startsWith('https://')) {
        throw badRequest('menu button Web App URL is invalid: Only HTTPS links are allowed');
      }
      bot.menuButtons.set(chat_id, menu_button);
      return true;
    },
    getChatMenuButton(bot, { chat_id = 0 }): MenuButton {
      return bot.menuButtons.get(chat_id) ?? bot.menuButtons.get(0) ?? { type: 'commands' };
    },
  };
}

function checkLanguage(code: string): void {
  if (!/^([a-z]{2})?$/.test(code)) throw badRequest('invalid language code specified');
}
