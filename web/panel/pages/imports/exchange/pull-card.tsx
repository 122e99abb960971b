import { Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { answer, api } from '../../../api/client.ts';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { Facts } from '../../../parts/facts.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { TimeAgo, useNow } from '../../../parts/time.tsx';
import { toast } from '../../../parts/toasts.tsx';
import { useMay } from '../../../session/session.ts';
import { FailureWords } from '../failure/failure.tsx';
import { batchQuery, type Exchange, exchangeQuery, TOUCHED } from '../queries.ts';
import { Section } from '../section.tsx';
import { exchangeTexts } from './texts.ts';
import '@mantine/core/styles/Progress.layer.css';
import { readAnew } from '../../../parts/read-anew.ts';

/** The pull from 1C: how it fares, what to do when it does not, and one at once. */
export const PullCard = () => {
  const texts = useTexts(exchangeTexts);
  const { data } = useQuery(exchangeQuery);
  const may = useMay('catalogue.import');
  useOutcome(data?.pull);
  const start = useChange({
    run: () => answer(api.POST('/api/v1/shop/exchange/pull')),
    touches: TOUCHED,
    explain: ({ code }) => (code === 'conflict' ? texts.alreadyRunning : undefined),
  });
  if (!data) return null;
  const { pull } = data;
  const badge = (
    <span className="import-mark" data-good={pull.enabled || undefined}>
      {pull.enabled ? texts.on : texts.off}
    </span>
  );
  if (!pull.enabled) return <Section title={texts.pull} beside={badge} about={texts.offText} />;
  return (
    <Section
      title={texts.pull}
      beside={badge}
      about={pull.base_url_host === null ? undefined : texts.from(pull.base_url_host)}
    >
      {pull.failure && !pull.running && (
        <div className="import-bad">
          <IconAlertTriangle size={18} stroke={1.7} aria-hidden="true" />
          <div>
            <b>{texts.lastFailed}</b> <FailureWords failure={pull.failure} />
          </div>
        </div>
      )}
      <PullFacts pull={pull} />
      {pull.running && (
        <div role="status" className="import-soft">
          {texts.running}
          <Progress value={100} animated mt={6} aria-label={texts.running} />
        </div>
      )}
      {may && (
        <div>
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} />}
            loading={start.isPending || pull.running}
            onClick={() => start.mutate()}
          >
            {texts.now}
          </Button>
        </div>
      )}
    </Section>
  );
};

const PullFacts = ({ pull }: { readonly pull: Exchange['pull'] }) => {
  const texts = useTexts(exchangeTexts);
  const number = new Intl.NumberFormat(useLocale());
  const now = useNow();
  const next = pull.finished_at && Date.parse(pull.finished_at) + pull.interval_minutes * 60_000;
  return (
    <Facts
      facts={[
        [texts.succeeded, pull.succeeded_at ? <TimeAgo key="at" at={pull.succeeded_at} /> : texts.never],
        [texts.interval, texts.every(number.format(pull.interval_minutes))],
        [texts.next, !pull.running && (next && next > now ? <TimeAgo key="next" at={next} /> : texts.soon)],
        [
          texts.batchOf,
          pull.batch_id !== null && (
            <PageLink key="batch" to="import" id={String(pull.batch_id)}>
              {texts.batch(pull.batch_id)}
            </PageLink>
          ),
        ],
      ]}
    />
  );
};

/** Says how a pull ended that was seen running, and shows anew what it changed. */
const useOutcome = (pull: Exchange['pull'] | undefined): void => {
  const texts = useTexts(exchangeTexts);
  const locale = useLocale();
  const queries = useQueryClient();
  const wasRunning = useRef(false);
  useEffect(() => {
    if (!pull) return;
    const hasEnded = wasRunning.current && !pull.running;
    wasRunning.current = pull.running;
    if (!hasEnded) return;
    for (const queryKey of TOUCHED) void readAnew(queries, queryKey);
    if (pull.failure) return toast.failed(texts.failed);
    const tell = async (id: number) => {
      const batch = await queries.fetchQuery(batchQuery(id));
      const changed = batch.repeat_of === null ? batch.inserted + batch.updated + batch.hidden : 0;
      toast.done(
        changed > 0 ? texts.finished(new Intl.NumberFormat(locale).format(changed)) : texts.nothingNew,
      );
    };
    if (pull.batch_id !== null) void tell(pull.batch_id).catch(() => {});
  }, [pull, texts, locale, queries]);
};
