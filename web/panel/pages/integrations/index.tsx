import { useTexts } from '../../locale/locale.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { pageTitles } from '../texts.ts';
import { HooksSection } from './hooks-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { integrationTexts } from './texts.ts';
import './integrations.css';

/** Other systems: the keys they come with, and the addresses that are told of events. */
const IntegrationsPage = () => {
  const texts = useTexts(integrationTexts);
  const title = useTexts(pageTitles).integrations;
  return (
    <>
      <PageHeader title={title} about={texts.about} />
      <div className="integrations">
        <KeysSection />
        <HooksSection />
      </div>
    </>
  );
};

export default IntegrationsPage;
