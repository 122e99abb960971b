import { ActionIcon, Button, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { CopyableCode } from '../../parts/copyable-code.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Section } from '../../parts/section.tsx';
import { DateTime } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { type Organization, TOUCHED } from './queries.ts';
import { customerTexts } from './texts.ts';

/** Who was invited, and a way to invite; a code is shown once. */
export const InvitationsSection = ({ organization }: { readonly organization: Organization }) => {
  const texts = useTexts(customerTexts);
  const mayChange = useMay('customers.change');
  const { id, invitations } = organization;
  const [fresh, setFresh] = useState<{ readonly code: string; readonly links: readonly string[] }>();
  const invite = useChange({
    run: () => answer(api.POST('/api/v1/shop/organizations/{id}/invitations', { params: { path: { id } } })),
    touches: TOUCHED,
    onDone: setFresh,
    explain: ({ code }) => (code === 'conflict' ? texts.tooManyInvitations : undefined),
  });
  const uninvite = useChange({
    run: (invitation_id: string) =>
      answer(
        api.DELETE('/api/v1/shop/organizations/{id}/invitations/{invitation_id}', {
          params: { path: { id, invitation_id } },
        }),
      ),
    touches: TOUCHED,
  });
  return (
    <Section
      title={texts.invitations}
      about={texts.invitationsAbout}
      beside={
        mayChange && (
          <Button variant="default" loading={invite.isPending} onClick={() => invite.mutate()}>
            {texts.invite}
          </Button>
        )
      }
    >
      {invitations.length === 0 && <p className="customers-soft">{texts.noInvitations}</p>}
      {invitations.length > 0 && (
        <ul className="customers-lines">
          {invitations.map((one) => (
            <li key={one.id}>
              <span className="customers-line-words">
                {one.used_at === null ? (
                  <span>
                    {texts.goodUntil} <DateTime at={one.expires_at} />
                  </span>
                ) : (
                  <span>
                    {texts.usedBy(one.used_by?.name || texts.nobody)}, <DateTime at={one.used_at} />
                  </span>
                )}
                <span className="customers-soft">{texts.invitedBy(one.by.name || texts.nobody)}</span>
              </span>
              {mayChange && one.used_at === null && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={texts.uninvite}
                  disabled={uninvite.isPending}
                  onClick={() => uninvite.mutate(one.id)}
                >
                  <IconX size={18} stroke={1.8} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {fresh && (
        <Dialog title={texts.invitation} onClose={() => setFresh(undefined)}>
          <div className="customers-form">
            <Text>{texts.invitationMeans}</Text>
            <dl className="customers-invitation">
              {fresh.links.map((link) => (
                <div key={link}>
                  <dt>{texts.link}</dt>
                  <dd>
                    <CopyableCode text={link} />
                  </dd>
                </div>
              ))}
              <div>
                <dt>{texts.code}</dt>
                <dd>
                  <CopyableCode text={`/join ${fresh.code}`} />
                </dd>
              </div>
            </dl>
            <Button onClick={() => setFresh(undefined)}>{texts.done}</Button>
          </div>
        </Dialog>
      )}
    </Section>
  );
};
