import { VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { threadTexts } from './texts.ts';

/** The buttons as the customer saw them, and which of them they pressed; nothing for the operator to press. */
export const ShownButtons = ({
  rows,
  pressed,
}: {
  readonly rows: readonly (readonly string[])[];
  readonly pressed: ReadonlySet<string> | undefined;
}) => {
  const texts = useTexts(threadTexts);
  return (
    <ul className="conversations-buttons" aria-label={texts.buttons}>
      {rows.map((row) => (
        <li key={row.join('\n')}>
          {row.map((label) => (
            <span
              key={label}
              className="conversations-button"
              data-pressed={pressed?.has(label) || undefined}
            >
              {pressed?.has(label) && <IconCheck size={14} stroke={2.2} aria-hidden="true" />}
              {label}
              {pressed?.has(label) && <VisuallyHidden>, {texts.isPressed}</VisuallyHidden>}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
};
