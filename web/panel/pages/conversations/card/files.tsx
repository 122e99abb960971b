import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { filesQuery } from '../queries.ts';
import { SavedFile } from '../thread/attachment.tsx';
import { cardTexts } from './texts.ts';

const SHOWN = 4;

/** What was sent in the conversation besides words, the latest first. */
export const Files = ({ id }: { readonly id: string }) => {
  const texts = useTexts(cardTexts);
  const [all, setAll] = useState(false);
  const { data } = useQuery(filesQuery(id));
  const files = data?.items ?? [];
  return (
    <section className="conversations-files" aria-label={texts.files}>
      <h3 className="conversations-card-title">{texts.files}</h3>
      {data && files.length === 0 && <p className="conversations-card-empty">{texts.noFiles}</p>}
      <ul>
        {files.slice(0, all ? undefined : SHOWN).map((file) => (
          <li key={file.id}>
            <SavedFile conversationId={id} file={file} />
          </li>
        ))}
      </ul>
      {!all && files.length > SHOWN && (
        <Button variant="subtle" size="compact-md" onClick={() => setAll(true)}>
          {texts.moreFiles}
        </Button>
      )}
    </section>
  );
};
