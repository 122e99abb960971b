import { Badge, Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { useSession } from '../../session/session.ts';
import { Card } from './card.tsx';
import { SecondFactorStep, type Step } from './second-factor-step.tsx';
import { accountTexts } from './texts.ts';

/** The second step of the login: on, off, and its recovery codes. */
export const SecondFactorCard = () => {
  const texts = useTexts(accountTexts);
  const isOn = useSession().totp === true;
  const [opened, setOpened] = useState(false);
  const [step, setStep] = useState<Step>({ at: 'on' });
  const begin = (at: 'on' | 'off' | 'renew') => () => {
    setStep({ at });
    setOpened(true);
  };
  const close = () => setOpened(false);
  const titles = { connect: texts.scanTitle, codes: texts.codesTitle };
  // Closed by mistake, the codes would be lost.
  const stays = step.at === 'codes';
  return (
    <Card
      title={texts.totp}
      beside={
        <Badge color={isOn ? 'teal' : 'gray'} variant="light">
          {isOn ? texts.totpOn : texts.totpOff}
        </Badge>
      }
      about={isOn ? texts.totpOnAbout : texts.totpOffAbout}
    >
      {isOn ? (
        <Group gap="xs">
          <Button variant="default" onClick={begin('renew')}>
            {texts.newCodes}
          </Button>
          <Button variant="default" onClick={begin('off')}>
            {texts.turnOff}
          </Button>
        </Group>
      ) : (
        <Button onClick={begin('on')}>{texts.turnOn}</Button>
      )}
      <Modal
        opened={opened}
        onClose={close}
        title={step.at === 'connect' || step.at === 'codes' ? titles[step.at] : texts.proveTitle}
        closeOnClickOutside={false}
        closeOnEscape={!stays}
        withCloseButton={!stays}
      >
        <SecondFactorStep step={step} onStep={setStep} onClose={close} />
      </Modal>
    </Card>
  );
};
