import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import type { Words } from '../../../parts/list/define-list.ts';
import { List } from '../../../parts/list/list.tsx';
import { useMay } from '../../../session/session.ts';
import { searchNames } from '../names/texts.ts';
import { askedSource, DAYS, PLACES, RESULTS } from '../queries.ts';
import { SynonymDialog } from '../synonyms/synonym-dialog.tsx';
import { useColumns } from './columns.tsx';
import { askedTexts } from './texts.ts';
import { WordSwitch } from './word-switch.tsx';
import './asked.css';

/** What most need an eye, and how far back. */
const USUAL_RESULT = 'none';
const USUAL_DAYS = '30';

/** What people looked for and how it went; first of all what was not found. */
export const AskedTab = () => {
  const texts = useTexts(askedTexts);
  const names = useTexts(searchNames);
  const mayTune = useMay('search.tune');
  const words = useSearch({ strict: false }) as Words;
  const result = RESULTS.find((one) => one === words.result) ?? USUAL_RESULT;
  const days = DAYS.find((one) => one === words.days) ?? USUAL_DAYS;
  const source = useMemo(() => askedSource(result, days), [result, days]);
  const [adding, setAdding] = useState<string>();
  const columns = useColumns(result, mayTune ? setAdding : undefined);
  return (
    <>
      <p className="search-about">{texts.about}</p>
      <div className="search-switches">
        <WordSwitch
          name="result"
          label={texts.result}
          words={RESULTS}
          chosen={result}
          usual={USUAL_RESULT}
          textOf={(one) => texts.results[one]}
        />
        <WordSwitch
          name="days"
          label={texts.period}
          words={DAYS}
          chosen={days}
          usual={USUAL_DAYS}
          textOf={texts.days}
        />
      </div>
      <List
        {...source}
        label={names.asked}
        searchable={texts.searchIn}
        filters={[
          {
            name: 'place',
            label: texts.place,
            options: PLACES.map((value) => ({ value, label: texts.places[value] })),
          },
        ]}
        columns={columns}
        rowKey={({ query }) => query}
        empty={{ title: texts.empties[result], text: texts.emptyTexts[result] }}
      />
      {adding !== undefined && <SynonymDialog phrases={[adding]} onClose={() => setAdding(undefined)} />}
    </>
  );
};
