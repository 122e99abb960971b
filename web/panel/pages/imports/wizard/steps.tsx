import { IconCheck } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { wizardTexts } from './texts.ts';
import './wizard.css';

const STEPS = ['file', 'columns', 'check', 'result'] as const;

/** Where somebody is on the way from a file to the catalogue. */
export const Steps = ({ at }: { readonly at: (typeof STEPS)[number] }) => {
  const texts = useTexts(wizardTexts);
  const present = STEPS.indexOf(at);
  return (
    <ol className="import-steps" aria-label={texts.progress}>
      {STEPS.map((step, place) => (
        <li
          key={step}
          data-done={place < present || undefined}
          {...(place === present ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="import-step-mark" aria-hidden="true">
            {place < present ? <IconCheck size={14} stroke={2.5} /> : place + 1}
          </span>
          {texts.steps[step]}
        </li>
      ))}
    </ol>
  );
};
