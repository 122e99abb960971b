import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';

/** Milliseconds without a key after which the words are asked for. */
const PAUSE_MS = 250;

/** A field for words that follow the typing; the address may change them too, by the button Back. */
export const WordsField = ({
  value,
  label,
  hint,
  onWords,
}: {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly onWords: (words: string) => void;
}) => {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useRef(onWords);
  tell.current = onWords;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed.trim() === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed.trim();
      tell.current(told.current);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      type="search"
      className="list-words"
      aria-label={label}
      placeholder={hint}
      maxLength={200}
      value={typed}
      leftSection={<IconSearch size={16} />}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
};
