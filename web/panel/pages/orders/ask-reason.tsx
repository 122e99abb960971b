import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { orderTexts } from './texts.ts';

const LONGEST = 500;

/** Asks why orders are cancelled: the customer reads it. */
export const AskReason = ({
  count,
  onReason,
  onClose,
}: {
  readonly count: number;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(orderTexts);
  const [reason, setReason] = useState('');
  return (
    <Dialog title={texts.cancelTitle(count)} onClose={onClose}>
      <form
        className="orders-form"
        onSubmit={(event) => {
          event.preventDefault();
          onReason(reason.trim());
        }}
      >
        <p>{texts.cancelText}</p>
        <Textarea
          label={texts.reason}
          description={texts.reasonHint}
          data-autofocus
          autosize
          minRows={2}
          maxLength={LONGEST}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {texts.keep}
          </Button>
          <Button type="submit" color="red">
            {texts.cancelOrder}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};
