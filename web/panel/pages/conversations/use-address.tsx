import { Link, type LinkComponentProps, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type Address, addressOf, searchOf } from './address.ts';

/** Both the list alone and an open conversation, so that the list stays while conversations change. */
const PATH = '/conversations/{-$id}';

/** What the address says, and how to change parts of it. */
export const useAddress = (): Address & {
  readonly go: (change: Partial<Address>, replace?: boolean) => void;
} => {
  const { id } = useParams({ strict: false }) as { readonly id?: string };
  const address = addressOf(id, useSearch({ strict: false }));
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

/** `resetScroll`: list and log keep their own places. */
const targetOf = ({ id, ...rest }: Address) => ({
  to: PATH,
  resetScroll: false,
  params: { id },
  search: searchOf(rest),
});
