import { Button, Group } from '@mantine/core';
import { useTexts } from '../../locale/locale.tsx';
import { CopyableCode } from '../../parts/copyable-code.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { integrationTexts } from './texts.ts';

/** A secret that is shown this one time. */
export const ShownOnce = ({
  title,
  text,
  secret,
  onClose,
}: {
  readonly title: string;
  readonly text: string;
  readonly secret: string;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(integrationTexts);
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="integrations-form">
        <p>{text}</p>
        <div className="integrations-secret">
          <CopyableCode text={secret} />
        </div>
        <Group justify="flex-end">
          <Button onClick={onClose}>{texts.close}</Button>
        </Group>
      </div>
    </Dialog>
  );
};
