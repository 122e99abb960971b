import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { SynonymDialog } from '../synonyms/synonym-dialog.tsx';
import { Answer } from './answer.tsx';
import { IndexLine } from './index-line.tsx';
import { QueryBox } from './query-box.tsx';
import { Start } from './start.tsx';
import { checkTexts } from './texts.ts';
import { useCheck } from './use-check.ts';
import '@mantine/core/styles/Switch.layer.css';
import './check.css';

/** Tries a search as customers have it, and explains every hit. */
export const CheckTab = () => {
  const texts = useTexts(checkTexts);
  const check = useCheck();
  const { query, isNoted, isDown, ask, note } = check;
  const [adding, setAdding] = useState<string>();
  return (
    <div className="search-check">
      <IndexLine />
      <search>
        <QueryBox value={query.q ?? ''} onWords={(q) => ask({ q }, { replace: true })} onEnter={note} />
        <div className="search-below">
          <Switch
            label={texts.withHidden}
            checked={query.hidden === 'yes'}
            onChange={(event) => ask({ hidden: event.currentTarget.checked ? 'yes' : undefined })}
          />
          <p role="status" className="search-soft">
            {query.q !== undefined && !isDown && (isNoted ? texts.noted : texts.note)}
          </p>
        </div>
      </search>
      {!isDown &&
        (query.q === undefined ? (
          <Start onTry={(q) => ask({ q })} />
        ) : (
          <Answer {...check} q={query.q} onAdd={setAdding} />
        ))}
      {adding !== undefined && <SynonymDialog phrases={[adding]} onClose={() => setAdding(undefined)} />}
    </div>
  );
};
