import { Button, NativeSelect, Textarea } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { READERS, type Reader, tryText } from './queries.ts';
import { assistantTexts } from './texts.ts';
import { TrialResult } from './trial-result.tsx';

/** Reads a pasted text as an order would be read, and shows line by line what came of it. */
export const Playground = () => {
  const texts = useTexts(assistantTexts);
  const [text, setText] = useState('');
  const [source, setSource] = useState<Reader>('chain');
  const trial = useChange({ run: tryText, touches: [['assistant'], ['assistant-calls']] });
  const run = (wanted = text) => {
    if (wanted.trim() !== '' && !trial.isPending) trial.mutate({ text: wanted, source });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
  };
  const tryExample = () => {
    setText(texts.example);
    run(texts.example);
  };
  return (
    <div className="assistant-playground">
      <form onSubmit={submit}>
        <Textarea
          label={texts.text}
          description={texts.textAbout}
          placeholder={texts.example}
          rows={5}
          maxLength={20_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={press}
        />
        <div className="assistant-controls">
          <NativeSelect
            label={texts.reader}
            value={source}
            data={READERS.map((value) => ({ value, label: texts.readers[value] }))}
            onChange={(event) =>
              setSource(READERS.find((one) => one === event.currentTarget.value) ?? 'chain')
            }
          />
          <Button
            type="submit"
            leftSection={<IconPlayerPlay size={16} />}
            loading={trial.isPending}
            disabled={text.trim() === ''}
          >
            {texts.run}
          </Button>
          <Button variant="default" onClick={tryExample} disabled={trial.isPending}>
            {texts.runExample}
          </Button>
        </div>
      </form>
      <div role="status">{trial.data && <TrialResult trial={trial.data} />}</div>
    </div>
  );
};
