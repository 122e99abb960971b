import { Link, type LinkComponentProps, useNavigate, useParams, useSearch } from '@tanstack/react-router';

export const STATES = ['waiting', 'open', 'closed', 'all'] as const;
export type State = (typeof STATES)[number];

/** What the address of the page says. */
export interface Address {
  /** The open question. */
  readonly id: string | undefined;
  readonly state: State;
  readonly q: string;
  /** Only the questions of one organization. */
  readonly organizationId: string | undefined;
}

/** What is shown when the address does not say: who waits; of one organization everything. */
const usualState = (organizationId: string | undefined): State =>
  organizationId === undefined ? 'waiting' : 'all';

/** Both the list alone and an open question, so that the list stays while questions change. */
const PATH = '/questions/{-$id}';

/** What the address says, and how to change parts of it. */
export const useAddress = (): Address & {
  readonly go: (change: Partial<Address>, replace?: boolean) => void;
} => {
  const { id } = useParams({ strict: false }) as { readonly id?: string };
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const organizationId = search.organization_id || undefined;
  const address = {
    id: id === '' ? undefined : id,
    state: STATES.find((state) => state === search.state) ?? usualState(organizationId),
    q: search.q ?? '',
    organizationId,
  };
  const navigate = useNavigate();
  return {
    ...address,
    go: (change, replace = false) => void navigate({ ...targetOf({ ...address, ...change }), replace }),
  };
};

/** A link to another state of the page. */
export const AddressLink = ({
  change,
  ...props
}: { readonly change: Partial<Address> } & Omit<LinkComponentProps<'a'>, 'to' | 'params' | 'search'>) => {
  const address = useAddress();
  return <Link {...props} {...targetOf({ ...address, ...change })} activeOptions={EXACT} preload={false} />;
};

/** A link is to the state that is open only if nothing would change. */
const EXACT = { exact: true, includeSearch: true, explicitUndefined: true } as const;

/** `resetScroll`: list and thread keep their own places. */
const targetOf = ({ id, state, q, organizationId }: Address) => ({
  to: PATH,
  resetScroll: false,
  params: { id },
  search: {
    state: state === usualState(organizationId) ? undefined : state,
    q: q === '' ? undefined : q,
    organization_id: organizationId,
  },
});
