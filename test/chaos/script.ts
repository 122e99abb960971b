import { texts as profile } from '#dialogues/account/profile/texts.ts';
import { texts as help } from '#dialogues/help/texts.ts';
import { texts as language } from '#dialogues/language/texts.ts';
import { texts as menu } from '#dialogues/menu/texts.ts';
import { texts as start } from '#dialogues/start/texts.ts';
import { texts as core } from '#modules/conversations/texts.ts';
import type { Random } from './random.ts';

/** One thing a person says, and what the office must answer to it, message by message. */
export interface Line {
  readonly say: string;
  /** Say it by pressing the button of this name under the last message, where that is there. */
  readonly press: boolean;
  /** How each answer begins. */
  readonly answers: readonly string[];
  /** The name that the person bears from this line on. */
  readonly renames?: string | undefined;
}

/** Where the person stands, as the office should know it: the model that answers are checked against. */
type Step = 'none' | 'card' | 'name' | 'language';

/** Lines without end. Whatever is said, the model knows the answer; names never repeat. */
export const createScript = (person: string, random: Random) => {
  let name = person;
  let step: Step = 'none';
  let renamed = 0;

  const card = () => profile.ru.card(name, profile.ru.none, profile.ru.none);
  const go = (to: Step, say: string, ...answers: string[]): Line => {
    step = to;
    return { say, press: false, answers };
  };

  const onward = (): Line => {
    if (step === 'card') return go('name', profile.ru.changeName, profile.ru.askName);
    if (step === 'name') {
      renamed += 1;
      name = `${person}-${renamed}`;
      return { ...go('card', name, profile.ru.saved, card()), renames: name };
    }
    if (step === 'language') return go('none', language.ru.name, language.ru.chosen);
    return random.chance(0.8)
      ? go('card', '/profile', card())
      : go('language', '/language', language.ru.choose);
  };

  const aside = (): Line => {
    switch (random.pick(['help', 'start', 'cancel', 'menu', 'noise'])) {
      case 'help':
        return go(step, '/help', help.ru.begin);
      case 'start':
        return go('none', '/start', start.ru.hello(name));
      case 'cancel':
        return go('none', '/cancel', step === 'none' ? core.ru.nothingToCancel : core.ru.cancelled);
      case 'menu':
        return go('none', '/menu', menu.ru.choose);
      default:
        if (step === 'name') return go('name', '?!', profile.ru.badName);
        if (step === 'language') return go('language', '?!', language.ru.useButtons);
        return go('none', '?!', menu.ru.unclear);
    }
  };

  /**
   * One to four lines that are said in one breath, without waiting for the answers. A press stands alone:
   * between presses and messages Telegram promises no order.
   */
  const breath = (): Line[] => {
    const lines: Line[] = [];
    for (let left = 1 + random.below(4); left > 0; left -= 1) {
      const line = random.chance(0.8) ? onward() : aside();
      if (lines.length === 0 && line.say === profile.ru.changeName) return [{ ...line, press: true }];
      lines.push(line);
    }
    return lines;
  };

  return { breath };
};
