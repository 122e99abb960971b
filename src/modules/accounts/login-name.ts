import { AppError } from '#kernel/errors.ts';
import { cleanText } from '#kernel/text.ts';
import { parsePhone } from '#modules/people/index.ts';

/** A letter first, so that no login looks like a phone, and no @, so that none looks like an e-mail. */
const LOGIN = /^[a-z][a-z0-9._-]{1,63}$/;

/** A new login in its stored form; AppError `invalid` when it cannot be one. */
export const parseLogin = (text: string): string => {
  const login = text.normalize('NFKC').trim().toLowerCase();
  if (LOGIN.test(login)) return login;
  throw new AppError(
    'invalid',
    'a login has 2 to 64 latin letters, digits, dots, lines, and begins with a letter',
    {
      fields: [{ path: 'login', issue: 'bad_login' }],
    },
  );
};

/** What somebody typed to log in, as it is looked up and counted: a login or an e-mail in lower case, or a phone in E.164. */
export const nameTyped = (text: string): string => {
  const name = cleanText(text).normalize('NFKC').trim().toLowerCase();
  if (/[a-z@]/.test(name)) return name;
  const phone = parsePhone(name);
  return phone.ok ? phone.value : name;
};
