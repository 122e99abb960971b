import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconSettings } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { useMay } from '../../../session/session.ts';
import { composerTexts } from './texts.ts';
import { type CannedChoice, useCannedChoice } from './use-canned-choice.ts';

/**
 * Canned answers over the composer. Opened by a slash, the words stand in the composer and `slash` is the choice
 * among them; opened by the button, the panel has a field of its own.
 */
export const CannedPanel = ({
  id,
  slash,
  onChoose,
  onManage,
  onAdd,
  onClose,
}: {
  readonly id: string;
  readonly slash: CannedChoice | undefined;
  readonly onChoose: (text: string) => void;
  readonly onManage: () => void;
  readonly onAdd: () => void;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(composerTexts);
  const mayAdd = useMay('canned.read');
  const [words, setWords] = useState('');
  const own = useCannedChoice(words, slash === undefined);
  const choice = slash ?? own;
  const box = useRef<HTMLElement>(null);
  const bySlash = slash !== undefined;

  useEffect(() => {
    if (!bySlash) box.current?.querySelector('input')?.focus();
  }, [bySlash]);
  useEffect(() => {
    const leave = (event: Event): void => {
      const { target } = event;
      if (target instanceof Element && !target.closest('.conversations-composer')) onClose();
    };
    const byEsc = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('keydown', byEsc);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('keydown', byEsc);
    };
  }, [onClose]);

  return (
    <section ref={box} className="conversations-canned" aria-label={texts.canned}>
      <div className="conversations-canned-head">
        {bySlash ? (
          <strong>{texts.canned}</strong>
        ) : (
          <TextInput
            aria-label={texts.cannedSearch}
            placeholder={texts.cannedSearch}
            leftSection={<IconSearch size={16} />}
            role="combobox"
            aria-expanded
            aria-controls={id}
            aria-autocomplete="list"
            aria-activedescendant={choice.activeId(id)}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Tab' && choice.onKey(event.key, onChoose)) event.preventDefault();
            }}
          />
        )}
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconSettings size={16} stroke={1.8} />}
          onClick={onManage}
        >
          {texts.cannedManage}
        </Button>
      </div>
      <Options id={id} choice={choice} onChoose={onChoose} />
      {choice.all?.length === 0 && mayAdd && (
        <Button variant="subtle" size="compact-md" leftSection={<IconPlus size={16} />} onClick={onAdd}>
          {texts.cannedFirst}
        </Button>
      )}
    </section>
  );
};

const Options = ({
  id,
  choice: { all, found, active },
  onChoose,
}: {
  readonly id: string;
  readonly choice: CannedChoice;
  readonly onChoose: (text: string) => void;
}) => {
  const texts = useTexts(composerTexts);
  const { loading } = useTexts(partTexts);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <>
      <div ref={list} id={id} className="conversations-canned-list" role="listbox" aria-label={texts.canned}>
        {found.map((answer) => (
          <button
            type="button"
            role="option"
            tabIndex={-1}
            key={answer.id}
            id={`${id}-${answer.id}`}
            className="conversations-canned-option"
            aria-selected={answer === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(answer.text)}
          >
            <b dir="auto">{answer.title}</b>
            <span dir="auto">{answer.text}</span>
          </button>
        ))}
      </div>
      <p className="conversations-canned-note" role="status" data-quiet={found.length > 0 || undefined}>
        {all === undefined
          ? loading
          : all.length === 0
            ? texts.cannedNone
            : found.length === 0
              ? texts.cannedNothing
              : texts.cannedFound(found.length)}
      </p>
    </>
  );
};
