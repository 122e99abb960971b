import { VisuallyHidden } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleMinus,
  IconCircleXFilled,
} from '@tabler/icons-react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { agoIn } from '../../../parts/ago.ts';
import { useNow } from '../../../parts/time.tsx';
import { figuresIn } from '../figures.ts';
import type { Part } from '../queries.ts';
import { healthTexts } from './texts.ts';
import { figuresOf, nameOf } from './words.ts';

const ICONS = {
  ok: IconCircleCheckFilled,
  degraded: IconAlertTriangleFilled,
  down: IconCircleXFilled,
  off: IconCircleMinus,
};

/** How a part fares, as a picture with its word. */
export const StateIcon = ({ state, size }: { readonly state: Part['state']; readonly size: number }) => {
  const Icon = ICONS[state];
  return <Icon size={size} className="dashboard-state" data-state={state} aria-hidden="true" />;
};

/** A part of the office on one line: how it fares, its name, its figures. */
export const PartRow = ({ part }: { readonly part: Part }) => {
  const texts = useTexts(healthTexts);
  const locale = useLocale();
  const now = useNow();
  const ago = (iso: string) => agoIn(locale, Date.parse(iso), now);
  return (
    <li className="dashboard-part">
      <StateIcon state={part.state} size={18} />
      <span className="dashboard-part-name">{nameOf(part, texts)}</span>
      <VisuallyHidden>: {texts.states[part.state]}, </VisuallyHidden>
      <span className="dashboard-part-figures">{figuresOf(part, texts, figuresIn(locale), ago)}</span>
    </li>
  );
};
