import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import { List } from '../../parts/list/list.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { useMay } from '../../session/session.ts';
import { pageTitles } from '../texts.ts';
import { useCallColumns } from './call-columns.tsx';
import { Outline } from './outline.tsx';
import { Playground } from './playground.tsx';
import { ProviderCard } from './provider-card.tsx';
import { callsList, loadCalls, OUTCOMES, PROVIDERS, stateQuery } from './queries.ts';
import { assistantTexts } from './texts.ts';
import './assistant.css';

/** Who reads orders: how the language models fare, what they did, and a place to try it. */
const AssistantPage = () => {
  const texts = useTexts(assistantTexts);
  const query = useQuery(stateQuery);
  const columns = useCallColumns();
  const mayTry = useMay('assistant.try');
  return (
    <>
      <PageHeader title={useTexts(pageTitles).assistant} about={texts.about} />
      <div className="assistant-sections">
        <section>
          <h2>{texts.who}</h2>
          <Loaded query={query} skeleton={<Outline />}>
            {({ providers, order }) => (
              <ol className="assistant-chain">
                {order.map((source, place) => (
                  <ProviderCard
                    key={source}
                    source={source}
                    place={place + 1}
                    provider={providers.find(({ name }) => name === source)}
                    mayReset={mayTry}
                  />
                ))}
              </ol>
            )}
          </Loaded>
        </section>
        {mayTry && (
          <section>
            <h2>{texts.tryIt}</h2>
            <Playground />
          </section>
        )}
        <section>
          <h2>{texts.calls}</h2>
          <p className="assistant-soft">{texts.callsAbout}</p>
          <List
            name="assistant-calls"
            list={callsList}
            load={loadCalls}
            label={texts.calls}
            filters={[
              {
                name: 'provider',
                label: texts.provider,
                options: PROVIDERS.map((value) => ({ value, label: texts.names[value] })),
              },
              {
                name: 'outcome',
                label: texts.outcome,
                options: OUTCOMES.map((value) => ({ value, label: texts.outcomes[value] })),
              },
            ]}
            columns={columns}
            rowKey={({ id }) => String(id)}
            empty={{ title: texts.noCalls, text: texts.noCallsText }}
          />
        </section>
      </div>
    </>
  );
};

export default AssistantPage;
