import { Badge } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Section } from '../../parts/section.tsx';
import { TimeAgo } from '../../parts/time.tsx';
import { usePages } from '../../shell/pages.ts';
import { customerTexts } from './texts.ts';

const SHOWN = 5;

const latestQuery = (organization_id: string) =>
  queryOptions({
    // Below the questions: what changes them changes it.
    queryKey: ['questions', 'latest', organization_id],
    queryFn: ({ signal }) => {
      const query = { organization_id, size: SHOWN, state: 'all', sort: '-last_at' } as const;
      return answer(api.GET('/api/v1/shop/questions', { params: { query }, signal }));
    },
  });

/** The latest questions of an organization and the way to all of them, for those who may see questions. */
export const QuestionsSection = ({ organizationId }: { readonly organizationId: string }) =>
  usePages().some(({ name }) => name === 'questions') ? <Latest organizationId={organizationId} /> : null;

const Latest = ({ organizationId }: { readonly organizationId: string }) => {
  const texts = useTexts(customerTexts);
  const query = useQuery(latestQuery(organizationId));
  return (
    <Section title={texts.questions}>
      <Loaded query={query}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className="customers-soft">{texts.noQuestions}</p>
          ) : (
            <>
              <ul className="customers-lines">
                {items.map(({ id, title, waiting_since: waits, closed_at: closed, last_at: at }) => (
                  <li key={id}>
                    <span className="customers-line-words">
                      <PageLink to="questions" id={id} search={{ organization_id: organizationId }}>
                        {title}
                      </PageLink>
                      {closed === null && waits !== null && (
                        <Badge variant="light" color="orange">
                          {texts.waitsAnswer}
                        </Badge>
                      )}
                      {closed !== null && <Badge variant="default">{texts.closedQuestion}</Badge>}
                    </span>
                    <span className="customers-soft">
                      <TimeAgo at={at} />
                    </span>
                  </li>
                ))}
              </ul>
              {total > items.length && (
                <PageLink to="questions" search={{ organization_id: organizationId }}>
                  {texts.questionsOf(total)}
                </PageLink>
              )}
            </>
          )
        }
      </Loaded>
    </Section>
  );
};
