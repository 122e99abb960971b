import { type FormEvent, useEffect, useRef } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { WordsField } from '../../../parts/list/words-field.tsx';
import { checkTexts } from './texts.ts';

interface QueryBoxProps {
  readonly value: string;
  /** After a short pause in the typing. */
  readonly onWords: (words: string) => void;
  /** By the key Enter, with what stands in the field. */
  readonly onEnter: (words: string) => void;
}

/** Where a query is typed; it has the focus at once, unless somebody walks through the tabs by keyboard. */
export const QueryBox = ({ value, onWords, onEnter }: QueryBoxProps) => {
  const texts = useTexts(checkTexts);
  const form = useRef<HTMLFormElement>(null);
  const field = () => form.current?.querySelector('input');
  useEffect(() => {
    if (!document.activeElement?.matches('[role=tab]'))
      form.current?.querySelector('input')?.focus({ preventScroll: true });
  }, []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onEnter(field()?.value.trim() ?? '');
  };
  return (
    <form ref={form} className="search-box" onSubmit={submit}>
      <WordsField value={value} label={texts.query} hint={texts.hint} onWords={onWords} />
    </form>
  );
};
