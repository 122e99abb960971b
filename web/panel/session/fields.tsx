import { PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from '@mantine/core';

const COMMON = { size: 'md', required: true, withAsterisk: false } as const;

/** A field of the way in for what is no ordinary word: a login, a code. It has the focus from the beginning. */
export const WordField = (props: TextInputProps) => (
  <TextInput {...COMMON} autoCapitalize="none" autoCorrect="off" spellCheck={false} autoFocus {...props} />
);

/** A field of the way in for a password. */
export const SecretField = (props: PasswordInputProps) => <PasswordInput {...COMMON} {...props} />;

/** What a field of a form holds. */
export const wordOf = (form: FormData, name: string): string => String(form.get(name)).trim();
