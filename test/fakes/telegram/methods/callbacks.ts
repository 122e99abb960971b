import { badRequest } from '../refusal.ts';
import type { Handlers, MethodDeps } from './handlers.ts';

/** Answers to pressed inline buttons: once, and within 150 s. */
export function createCallbackMethods({ clock }: MethodDeps): Handlers {
  return {
    answerCallbackQuery(bot, { callback_query_id, ...answer }) {
      const state = bot.callbacks.get(callback_query_id);
      if (!state || state.answered_at !== undefined || state.expires <= clock.now()) {
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      }
      if (answer.url !== undefined && !/^(https?|tg):\/\//.test(answer.url)) throw badRequest('URL_INVALID');
      state.answered_at = clock.now();
      state.answer = answer;
      return true;
    },
  };
}
