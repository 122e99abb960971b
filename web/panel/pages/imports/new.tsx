import { Progress, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { toast } from '../../parts/toasts.tsx';
import { pageTitles } from '../texts.ts';
import { Back } from './back.tsx';
import { TOUCHED } from './queries.ts';
import { LARGEST, uploadFile } from './upload.ts';
import { Steps } from './wizard/steps.tsx';
import { wizardTexts } from './wizard/texts.ts';
import './imports.css';
import '@mantine/core/styles/LoadingOverlay.layer.css';
import '@mantine/core/styles/Progress.layer.css';
import '@mantine/dropzone/styles.layer.css';

const ENDING = /\.(csv|txt|tsv|xlsx|json)$/i;

/** The first step of loading a price list: the file. */
const NewImportPage = () => {
  const texts = useTexts(wizardTexts);
  const titles = useTexts(pageTitles);
  const navigate = useNavigate();
  const [file, setFile] = useState<File>();
  const [share, setShare] = useState(0);
  const explain = ({ status, code }: Problem): string | undefined => {
    if (status === 413 || code === 'too_large') return texts.tooLarge;
    return code === 'invalid' ? texts.unreadable : undefined;
  };
  const upload = useChange({
    run: (chosen: File) => {
      setFile(chosen);
      setShare(0);
      return uploadFile(chosen, setShare);
    },
    touches: TOUCHED,
    explain,
    onDone: ({ id }) => {
      void navigate({ to: '/imports/$id', params: { id: String(id) }, search: {}, replace: true });
    },
  });
  const take = (chosen: File | undefined): void => {
    if (!chosen) return;
    if (!ENDING.test(chosen.name)) toast.failed(texts.wrongKind);
    else if (chosen.size > LARGEST) toast.failed(texts.tooLarge);
    else upload.mutate(chosen);
  };

  return (
    <>
      <Back />
      <PageHeader title={titles.newImport} about={texts.about} />
      <Steps at="file" />
      {upload.isPending && file ? (
        <div className="import-card" role="status">
          <b>{file.name}</b>
          <Progress value={share * 100} aria-label={texts.uploading} size="lg" />
          <p className="import-soft">{share < 1 ? texts.uploading : texts.looking}</p>
        </div>
      ) : (
        <Dropzone
          className="import-drop"
          multiple={false}
          onDropAny={([first], [refused]) => take(first ?? refused?.file)}
          onDrop={() => {}}
          aria-label={texts.drop}
          inputProps={{ 'aria-label': texts.drop }}
        >
          <div className="import-drop-words">
            <IconFileSpreadsheet size={44} stroke={1.3} aria-hidden="true" />
            <Text fw={650} size="lg">
              {texts.drop}
            </Text>
            <span className="import-drop-button" aria-hidden="true">
              {texts.choose}
            </span>
            <Text c="dimmed" size="sm">
              {texts.kinds}
            </Text>
          </div>
        </Dropzone>
      )}
    </>
  );
};

export default NewImportPage;
