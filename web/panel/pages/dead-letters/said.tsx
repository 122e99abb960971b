import {
  IconAddressBook,
  IconFile,
  IconHandClick,
  IconMapPin,
  IconMessage,
  IconMessageQuestion,
} from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import type { Letter } from './queries.ts';
import { letterTexts } from './texts.ts';

const ICONS = {
  text: IconMessage,
  choice: IconHandClick,
  contact: IconAddressBook,
  file: IconFile,
  place: IconMapPin,
  other: IconMessageQuestion,
} as const;

/** What was said, with a picture of its kind; `whole`: the words before they were shortened. */
export const Said = ({
  payload,
  whole = payload.text,
}: {
  readonly payload: Letter['payload'];
  readonly whole?: string;
}) => {
  const texts = useTexts(letterTexts);
  const Icon = ICONS[payload.kind];
  const erased = payload.kind === 'other' && payload.text === 'erased';
  const words = erased ? texts.deleted : [whole, ...payload.files].filter((part) => part !== '').join(' · ');
  return (
    <span className="letter-said">
      <Icon size={16} stroke={1.7} role="img" aria-label={texts.kinds[payload.kind]} />
      <span data-wordless={words === '' || erased || undefined}>{words || texts.noWords}</span>
    </span>
  );
};
