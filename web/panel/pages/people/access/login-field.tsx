import { TextInput } from '@mantine/core';
import { useTexts } from '../../../locale/locale.tsx';
import { accessTexts } from './texts.ts';

/** A field for a new login. */
export const LoginField = ({
  value,
  onChange,
  error,
  first = false,
}: {
  readonly value: string;
  readonly onChange: (login: string) => void;
  readonly error: string | undefined;
  /** The dialog begins here. */
  readonly first?: boolean;
}) => {
  const texts = useTexts(accessTexts);
  return (
    <TextInput
      label={texts.login}
      description={texts.loginHint}
      value={value}
      error={error}
      required
      maxLength={64}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      {...(first ? { 'data-autofocus': true } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};
