import { Button } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../../api/problem.ts';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { CopyIcon } from '../../parts/copy-icon.tsx';
import { useProblemWords } from '../../parts/problem-words.ts';
import { TimeAgo } from '../../parts/time.tsx';
import { chainQuery } from './queries.ts';
import { auditTexts } from './texts.ts';

/** Walks the chain when it is pressed. */
export const VerifyButton = () => {
  const texts = useTexts(auditTexts);
  const { data, isFetching, refetch } = useQuery(chainQuery);
  return (
    <Button
      variant="default"
      leftSection={<IconShieldCheck size={18} stroke={1.7} />}
      loading={isFetching}
      onClick={() => void refetch()}
    >
      {data ? texts.verifyAgain : texts.verify}
    </Button>
  );
};

/** What the last walk found; nothing before the first one. */
export const ChainState = () => {
  const texts = useTexts(auditTexts);
  const number = new Intl.NumberFormat(useLocale());
  const problemWords = useProblemWords();
  const { data, error, dataUpdatedAt } = useQuery(chainQuery);
  return (
    <div role="status" className="audit-state">
      {error && <p className="audit-bad">{problemWords(asProblem(error))}</p>}
      {data && (
        <div className="audit-chain" data-holds={data.holds}>
          {data.holds ? <IconShieldCheck size={24} stroke={1.7} /> : <IconShieldX size={24} stroke={1.7} />}
          <div>
            <p>
              <strong>{data.holds ? texts.intact : texts.broken}</strong>{' '}
              <span className="audit-soft">
                <TimeAgo at={dataUpdatedAt} />
              </span>
            </p>
            {data.holds ? (
              <>
                <p>{texts.entries(data.entries, number.format(data.entries))}</p>
                {data.entries > 0 && (
                  <>
                    <Head text={`${data.head.seq}:${data.head.hash}`} />
                    <p className="audit-soft">{texts.head}</p>
                  </>
                )}
              </>
            ) : (
              <>
                <p>
                  {texts.brokenAt(number.format(data.broken_at))} {texts.why[data.why]}
                </p>
                <p className="audit-soft">{texts.brokenText}</p>
              </>
            )}
          </div>
        </div>
      )}
    </div>
  );
};

const Head = ({ text }: { readonly text: string }) => {
  return (
    <p className="audit-head">
      <code>{text}</code>
      <CopyIcon text={text} />
    </p>
  );
};
