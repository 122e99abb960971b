import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Section } from '../../parts/section.tsx';
import { useMay } from '../../session/session.ts';
import { CUSTOMERS } from './queries.ts';
import { customerTexts } from './texts.ts';

const SHOWN = 50;

const aliasesQuery = (organization_id: string) =>
  queryOptions({
    queryKey: [CUSTOMERS, 'aliases', organization_id],
    queryFn: ({ signal }) => {
      const query = { organization_id, size: SHOWN, sort: '-changed_at' } as const;
      return answer(api.GET('/api/v1/shop/aliases', { params: { query }, signal }));
    },
  });

/** What the organization means by its words, as it and the office have taught; a wrong lesson can be forgotten. */
export const AliasesSection = ({ organizationId }: { readonly organizationId: string }) => {
  const texts = useTexts(customerTexts);
  const query = useQuery(aliasesQuery(organizationId));
  const mayForget = useMay('aliases.change');
  const forget = useChange({
    run: (id: number) => answer(api.DELETE('/api/v1/shop/aliases/{id}', { params: { path: { id } } })),
    touches: [[CUSTOMERS, 'aliases']],
  });
  return (
    <Section title={texts.aliases} about={texts.aliasesAbout}>
      <Loaded query={query}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className="customers-soft">{texts.noAliases}</p>
          ) : (
            <>
              <ul className="customers-lines">
                {items.map(({ id, said, product }) => (
                  <li key={id}>
                    <span className="customers-line-words">
                      <span>
                        «{said}» →{' '}
                        <PageLink to="product" id={String(product.id)} otherwise={product.title}>
                          {product.title}
                        </PageLink>
                      </span>
                    </span>
                    {mayForget && (
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        size="lg"
                        aria-label={texts.forgetAlias(said)}
                        title={texts.forgetAlias(said)}
                        disabled={forget.isPending}
                        onClick={() => forget.mutate(id)}
                      >
                        <IconX size={18} stroke={1.8} />
                      </ActionIcon>
                    )}
                  </li>
                ))}
              </ul>
              {total > items.length && <p className="customers-soft">{texts.moreAliases(total)}</p>}
            </>
          )
        }
      </Loaded>
    </Section>
  );
};
