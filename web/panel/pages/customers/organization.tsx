import './customers.css';
import { Badge, Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTexts } from '../../locale/locale.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { DateTime } from '../../parts/time.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useMay } from '../../session/session.ts';
import { AddressesSection } from './addresses-section.tsx';
import { AliasesSection } from './aliases-section.tsx';
import { BlockButton } from './block-button.tsx';
import { FactsSection } from './facts-section.tsx';
import { InvitationsSection } from './invitations-section.tsx';
import { MembersSection } from './members-section.tsx';
import { OrdersSection } from './orders-section.tsx';
import { type Organization, organizationQuery } from './queries.ts';
import { QuestionsSection } from './questions-section.tsx';
import { customerTexts } from './texts.ts';
import { useCorrection } from './use-correction.ts';

/** Everything about one organization, and what may be done about it. */
const OrganizationPage = () => {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(organizationQuery(id));
  return (
    <>
      <Link to="/customers" className="customers-back">
        <IconArrowLeft size={16} stroke={2} aria-hidden="true" />
        {useTexts(customerTexts).back}
      </Link>
      <Loaded query={query}>{(organization) => <Content key={id} organization={organization} />}</Loaded>
    </>
  );
};

export default OrganizationPage;

const Content = ({ organization }: { readonly organization: Organization }) => {
  const texts = useTexts(customerTexts);
  const mayChange = useMay('customers.change');
  const { name, kind, blocked_at: blockedAt } = organization;
  return (
    <>
      <PageHeader
        title={name}
        beside={<Badge variant="default">{texts.kinds[kind]}</Badge>}
        actions={mayChange && blockedAt === null && <BlockButton organization={organization} />}
      />
      {blockedAt !== null && <BlockInForce organization={organization} since={blockedAt} />}
      <div className="customers-organization">
        <div className="customers-side">
          <FactsSection organization={organization} />
          <AddressesSection organization={organization} />
        </div>
        <div className="customers-main">
          <MembersSection organization={organization} />
          <InvitationsSection organization={organization} />
          <OrdersSection organizationId={organization.id} />
          <QuestionsSection organizationId={organization.id} />
          <AliasesSection organizationId={organization.id} />
        </div>
      </div>
    </>
  );
};

const BlockInForce = ({
  organization,
  since,
}: {
  readonly organization: Organization;
  readonly since: string;
}) => {
  const texts = useTexts(customerTexts);
  const mayChange = useMay('customers.change');
  const unblock = useCorrection(organization.id, { onDone: () => toast.done(texts.unblocked) });
  return (
    <section className="customers-blocked" aria-label={texts.blocked}>
      <p>
        {texts.blockedNow} <DateTime at={since} />
      </p>
      {mayChange && (
        <Button
          variant="default"
          loading={unblock.isPending}
          onClick={() => unblock.mutate({ blocked: false })}
        >
          {texts.unblock}
        </Button>
      )}
    </section>
  );
};
