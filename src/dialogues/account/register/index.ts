import { startValue } from '#kernel/start-value.ts';
import type { ChatLogIn, PhoneAccounts } from '#modules/accounts/index.ts';
import { type Dialogue, defineDialogue, effect } from '#modules/conversations/index.ts';
import { parseAddress, type Registering } from '#modules/customers/index.ts';
import { parseEmail, parseName } from '#modules/people/index.ts';
import { me } from '../me.ts';
import { newPasswordIn, newPasswordQuestion, type PasswordDeps } from '../new-password.ts';
import { onwardOf } from '../onward.ts';
import { isBack, phoneIn, phoneQuestion } from '../phone.ts';
import { texts as shared } from '../texts.ts';
import { createNamed, startsWithForm } from './company.ts';
import { data } from './draft.ts';
import { createFinish, ownPhone, refusedAs } from './finish.ts';
import { backRow, isChoice, isSkip, textOf } from './said.ts';
import { texts } from './texts.ts';

/** What registering takes. */
export interface RegisterDeps extends PasswordDeps {
  readonly registering: Registering;
  readonly phones: PhoneAccounts;
  readonly chatLogIn: Pick<ChatLogIn, 'doorwayOf' | 'enter'>;
}

const LONGEST_HOURS = 200;

/** Makes a customer of a guest in a handful of answers, each of which can be taken back. */
export const createRegister = (deps: RegisterDeps): Dialogue => {
  const { phones, chatLogIn } = deps;
  const finish = createFinish(deps);
  const named = createNamed(deps);

  return defineDialogue({
    name: 'register',
    version: 1,
    command: 'register',
    words: texts,
    audience: 'guests',
    key: true,
    data,
    begin: ({ person, locale }, { text, by }) =>
      person.customer
        ? { start: onwardOf(text) || 'profile', say: { text: texts[locale].already } }
        : {
            go: 'name',
            data: { onward: onwardOf(text) },
            // Whoever comes from another dialogue was told there what this is for and how long it takes.
            ...(by === 'dialogue' ? {} : { say: { text: texts[locale].intro } }),
          },
    steps: {
      name: {
        ask: ({ locale, person }) => {
          const known = parseName(person.name);
          return {
            text: texts[locale].askName,
            ...(known.ok ? { buttons: [[{ label: known.value, value: 'known' }]] } : {}),
          };
        },
        hear: ({ locale, person }, input, draft) => {
          const said = isChoice(input, 'known') ? person.name : textOf(input);
          const name = parseName(said);
          if (!name.ok) return { stay: true, say: { text: texts[locale].badName } };
          return { go: 'kind', data: { ...draft, name: name.value } };
        },
      },

      kind: {
        ask: ({ locale }) => ({
          text: texts[locale].askKind,
          buttons: [
            [
              { label: texts[locale].company, value: 'company' },
              { label: texts[locale].private, value: 'private' },
            ],
            backRow(locale),
          ],
        }),
        hear: (turn, input, draft) => {
          if (isBack(turn, input)) return { go: 'name', data: draft };
          if (isChoice(input, 'company')) return { go: 'company', data: draft };
          if (isChoice(input, 'private')) return { go: 'phone', data: { ...draft, company: null } };
          if (startsWithForm(turn, textOf(input))) return named(turn, textOf(input), draft);
          return { stay: true, say: { text: texts[turn.locale].pressOne } };
        },
      },

      company: {
        ask: ({ locale }) => ({ text: texts[locale].askCompany, buttons: [backRow(locale)] }),
        hear: (turn, input, draft) => {
          if (isBack(turn, input)) return { go: 'kind', data: draft };
          return named(turn, textOf(input), draft);
        },
      },

      /** Somebody has registered this company: whoever works there asks to join. */
      taken: {
        ask: ({ locale }, { company }) => ({
          text: texts[locale].companyTaken(company),
          buttons: [
            [{ label: texts[locale].requestAccess, value: 'request' }],
            [{ label: texts[locale].otherName, value: 'back' }],
          ],
        }),
        hear: (turn, input, draft) => {
          if (isBack(turn, input)) return { go: 'company', data: draft };
          if (isChoice(input, 'request')) return { start: 'request-access', text: draft.company };
          return { stay: true, say: { text: texts[turn.locale].pressOne } };
        },
      },

      phone: {
        ask: (turn) => phoneQuestion(turn, { text: texts[turn.locale].askPhone, back: true }),
        hear: async (turn, input, draft) => {
          const words = shared[turn.locale];
          if (isBack(turn, input)) return { go: draft.company === null ? 'kind' : 'company', data: draft };
          // Somebody else proved it in this very moment.
          if (input.kind === 'refused') return { stay: true, say: { text: texts[turn.locale].phoneTaken } };
          const given = phoneIn(input);
          if (!given.ok)
            return {
              stay: true,
              say: { text: given.reason === 'foreign' ? words.foreignContact : words.badPhone },
            };
          const { phone, verified } = given.value;
          const standing = await phones.standing(turn.db, { phone, personId: turn.person.id });
          const next = { ...draft, phone, verified };
          if (standing !== 'free') return { go: 'known', data: { ...next, proven: standing === 'proven' } };
          return { go: 'address', data: next, effects: verified ? [ownPhone(phones, turn, phone)] : [] };
        },
      },

      /** The phone is somebody's, most likely their own from before. */
      known: {
        ask: ({ locale }, { phone, verified, proven }) => ({
          text: verified ? texts[locale].knownVerified : texts[locale].knownTyped,
          buttons: [
            [{ label: texts[locale].logIn, value: 'log-in' }],
            ...(verified && !proven ? [[{ label: texts[locale].goOn, value: 'go-on' }]] : []),
            ...(verified ? [] : [[{ label: texts[locale].recover, value: startValue('recover', phone) }]]),
            [{ label: texts[locale].otherPhone, value: 'back' }],
          ],
        }),
        hear: async (turn, input, draft) => {
          const { phone, verified, proven } = draft;
          if (isBack(turn, input)) return { go: 'phone', data: draft };
          if (input.kind === 'refused')
            return { go: 'phone', data: draft, say: { text: texts[turn.locale].phoneTaken } };
          if (isChoice(input, 'go-on') && verified && !proven)
            return { go: 'address', data: draft, effects: [ownPhone(phones, turn, phone)] };
          if (!isChoice(input, 'log-in')) return { stay: true, say: { text: texts[turn.locale].pressOne } };
          const doorway = verified ? await chatLogIn.doorwayOf(turn.db, me(turn), phone) : undefined;
          if (doorway?.to !== 'account') return { start: 'log-in', text: `${phone} ${draft.onward}`.trim() };
          const { entry } = doorway;
          return {
            start: draft.onward || 'menu',
            effects: [effect('enter', (tx) => chatLogIn.enter(tx, me(turn), { phone, entry }))],
            say: { text: texts[turn.locale].welcomeBack },
          };
        },
      },

      address: {
        ask: ({ locale }) => ({
          text: texts[locale].askAddress,
          buttons: [[{ label: texts[locale].skip, value: 'skip' }], backRow(locale)],
        }),
        hear: (turn, input, draft) => {
          if (isBack(turn, input)) return { go: 'phone', data: draft };
          if (isSkip(turn, input)) return { go: 'hours', data: { ...draft, address: '' } };
          const address = parseAddress(textOf(input));
          if (!address.ok) return { stay: true, say: { text: texts[turn.locale].badAddress } };
          return { go: 'hours', data: { ...draft, address: address.value } };
        },
      },

      hours: {
        ask: ({ locale }) => ({
          text: texts[locale].askHours,
          buttons: [
            [
              { label: texts[locale].always, value: '24/7' },
              { label: texts[locale].weekdays, value: 'weekdays' },
            ],
            [{ label: texts[locale].skip, value: 'skip' }],
            backRow(locale),
          ],
        }),
        hear: (turn, input, draft) => {
          const words = texts[turn.locale];
          if (isBack(turn, input)) return { go: 'address', data: draft };
          if (isSkip(turn, input)) return { go: 'email', data: { ...draft, hours: '' } };
          if (isChoice(input, '24/7')) return { go: 'email', data: { ...draft, hours: '24/7' } };
          if (isChoice(input, 'weekdays')) return { go: 'email', data: { ...draft, hours: words.weekdays } };
          const hours = textOf(input).trim().replace(/\s+/g, ' ');
          if (hours === '' || hours.length > LONGEST_HOURS)
            return { stay: true, say: { text: words.badHours } };
          return { go: 'email', data: { ...draft, hours } };
        },
      },

      email: {
        ask: ({ locale }) => ({
          text: texts[locale].askEmail,
          buttons: [[{ label: texts[locale].noEmail, value: 'none' }], backRow(locale)],
        }),
        hear: async (turn, input, draft) => {
          if (isBack(turn, input)) return { go: 'hours', data: draft };
          if (input.kind === 'refused') return refusedAs(turn, input.reason, draft);
          const none = isChoice(input, 'none') || /^[-–—]$/.test(textOf(input).trim());
          const email = parseEmail(textOf(input));
          if (!none && !email.ok) return { stay: true, say: { text: texts[turn.locale].badEmail } };
          const next = { ...draft, email: !none && email.ok ? email.value : null };
          // Whoever has an account keeps its password.
          const account = await phones.factsOf(turn.db, turn.person.id);
          return account ? finish(turn, next, { hash: null, byLink: false }) : { go: 'password', data: next };
        },
      },

      password: {
        secret: true,
        ask: (turn, { verified }) =>
          newPasswordQuestion(turn, deps, {
            before: texts[turn.locale].last,
            more: [
              ...(verified ? [[{ label: texts[turn.locale].noPassword, value: 'none' }]] : []),
              backRow(turn.locale),
            ],
          }),
        hear: async (turn, input, draft) => {
          if (isBack(turn, input)) return { go: 'email', data: draft };
          if (input.kind === 'refused' && input.effect === 'register')
            return refusedAs(turn, input.reason, draft);
          if (isChoice(input, 'none') && draft.verified)
            return finish(turn, draft, { hash: null, byLink: false });
          const chosen = await newPasswordIn(turn, deps, { input, login: draft.phone });
          if (chosen.kind === 'again') return { stay: true, say: chosen.say };
          return finish(turn, draft, {
            hash: chosen.kind === 'hash' ? chosen.hash : null,
            byLink: chosen.kind === 'link',
          });
        },
      },
    },
  });
};
