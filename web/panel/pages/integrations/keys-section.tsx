import { Badge, Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ListSkeleton } from '../../parts/list/list-skeleton.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { DateTime, TimeAgo } from '../../parts/time.tsx';
import { toast } from '../../parts/toasts.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { keyCalls, keysQuery, type ServiceKey } from './queries.ts';
import { Section } from './section.tsx';
import { integrationTexts } from './texts.ts';

/** The keys of other systems; a revoked one is shown when it is asked for. */
export const KeysSection = () => {
  const texts = useTexts(integrationTexts);
  const keys = useQuery(keysQuery);
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ServiceKey>();
  const [withRevoked, setWithRevoked] = useState(false);
  const revoke = useChange({
    run: keyCalls.revoke,
    touches: [keysQuery.queryKey],
    onDone: () => {
      toast.done(texts.keyRevoked);
      setRevoking(undefined);
    },
  });
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setMaking(true)}>
      {texts.addKey}
    </Button>
  );
  return (
    <Section title={texts.keys} about={texts.keysAbout} action={add}>
      <Loaded query={keys} skeleton={<ListSkeleton columns={3} />}>
        {({ items }) => {
          const revoked = items.filter(({ revoked_at }) => revoked_at !== null);
          const shown = withRevoked ? items : items.filter(({ revoked_at }) => revoked_at === null);
          return (
            <>
              {shown.length === 0 && (
                <EmptyState icon={IconKey} title={texts.noKeys} text={texts.noKeysText} />
              )}
              <ul className="integrations-rows">
                {shown.map((key) => (
                  <KeyRow key={key.id} of={key} onRevoke={() => setRevoking(key)} />
                ))}
              </ul>
              {revoked.length > 0 && !withRevoked && (
                <Button variant="subtle" size="compact-sm" onClick={() => setWithRevoked(true)}>
                  {texts.showRevoked(revoked.length)}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
      {isMaking && <KeyDialog onClose={() => setMaking(false)} />}
      <Confirm
        opened={revoking !== undefined}
        title={texts.revokeTitle(revoking?.name ?? '')}
        action={texts.revoke}
        busy={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate(revoking.id)}
        onClose={() => setRevoking(undefined)}
      >
        {texts.revokeText}
      </Confirm>
    </Section>
  );
};

const KeyRow = ({ of: key, onRevoke }: { readonly of: ServiceKey; readonly onRevoke: () => void }) => {
  const texts = useTexts(integrationTexts);
  const isExpired = key.expires_at !== null && Date.parse(key.expires_at) <= Date.now();
  const isOver = key.revoked_at !== null || isExpired;
  return (
    <li>
      <div className="integrations-row-words">
        <strong>{key.name}</strong>
        <span className="integrations-soft">
          <code>{key.hint}…</code> · {key.scopes.map((scope) => texts.scopes[scope]).join(', ')}
        </span>
        <span className="integrations-soft">
          {texts.made} <DateTime at={key.created_at} /> ·{' '}
          {key.used_at === null ? (
            texts.neverUsed
          ) : (
            <>
              {texts.used} <TimeAgo at={key.used_at} />
            </>
          )}
          {key.expires_at !== null && (
            <>
              {' '}
              · {texts.expires} <DateTime at={key.expires_at} />
            </>
          )}
        </span>
      </div>
      <Badge variant="light" color={isOver ? 'gray' : 'green'}>
        {key.revoked_at !== null ? texts.revoked : isExpired ? texts.expired : texts.works}
      </Badge>
      {key.revoked_at === null && (
        <Button variant="default" size="xs" aria-label={texts.revokeOf(key.name)} onClick={onRevoke}>
          {texts.revoke}
        </Button>
      )}
    </li>
  );
};
