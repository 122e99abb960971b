import { Button, Group, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../locale/locale.tsx';
import { Dialog } from './dialog.tsx';
import { partTexts } from './texts.ts';

interface ConfirmProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The question, as in "Erase Anna's data?". */
  readonly title: string;
  /** What will be, and that it cannot be undone. */
  readonly children: ReactNode;
  /** The button: what is done, as a verb. */
  readonly action: string;
  readonly onConfirm: () => unknown;
  /** It is being done. */
  readonly busy?: boolean;
  /** The word to type first, for what destroys: a name. */
  readonly word?: string;
}

/** Asks before what cannot be undone, and only then: what can be undone is done at once, with `toast.undo`. */
export const Confirm = ({ opened, onClose, title, ...props }: ConfirmProps) =>
  opened && (
    <Dialog title={title} className="confirm" onClose={onClose}>
      <Question onClose={onClose} {...props} />
    </Dialog>
  );

const Question = ({
  children,
  action,
  onConfirm,
  onClose,
  busy,
  word,
}: Omit<ConfirmProps, 'opened' | 'title'>) => {
  const texts = useTexts(partTexts);
  const [typed, setTyped] = useState('');
  const sure = word === undefined || typed.trim().toLocaleLowerCase() === word.trim().toLocaleLowerCase();
  return (
    <form
      className="confirm-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (sure && !busy) onConfirm();
      }}
    >
      <Text component="div">{children}</Text>
      {word !== undefined && (
        <TextInput
          label={texts.typeToConfirm(word)}
          value={typed}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button type="submit" color="red" disabled={!sure} loading={busy ?? false}>
          {action}
        </Button>
      </Group>
    </form>
  );
};
