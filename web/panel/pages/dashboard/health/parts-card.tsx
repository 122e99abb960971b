import { useTexts } from '../../../locale/locale.tsx';
import { Card } from '../card.tsx';
import type { Health, Part } from '../queries.ts';
import { dashboardTexts } from '../texts.ts';
import { PartRow } from './part-row.tsx';

/** Every part of the office, the ill ones first. */
export const PartsCard = ({ health }: { readonly health: Health }) => {
  const texts = useTexts(dashboardTexts);
  return (
    <Card
      title={texts.parts}
      beside={<span className="dashboard-soft">{texts.version(health.version)}</span>}
    >
      <ul className="dashboard-parts">
        {health.parts
          .toSorted((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state))
          .map((part) => (
            <PartRow key={`${part.part} ${part.name}`} part={part} />
          ))}
      </ul>
    </Card>
  );
};

const URGENCY: readonly Part['state'][] = ['down', 'degraded', 'ok', 'off'];
