import { Button, Group, Radio, Text, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/Radio.layer.css';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { DateTime, useNow } from '../../../parts/time.tsx';
import { useNameOf } from '../names.ts';
import type { PersonCard } from '../queries.ts';
import { peopleTexts } from '../texts.ts';
import { DURATIONS, type Duration, endOf } from './duration.ts';
import { useBlock } from './use-block.ts';

interface BlockDialogProps {
  readonly person: PersonCard;
  readonly onClose: () => void;
}

/** Asks why and for how long. */
export const BlockDialog = (props: BlockDialogProps) => {
  const texts = useTexts(peopleTexts);
  return (
    <Dialog title={texts.blockTitle(useNameOf()(props.person))} onClose={props.onClose}>
      <Form {...props} />
    </Dialog>
  );
};

const Form = ({ person, onClose }: BlockDialogProps) => {
  const texts = useTexts(peopleTexts);
  const { cancel } = useTexts(partTexts);
  const now = useNow();
  const block = useBlock(person, onClose);
  const [reason, setReason] = useState('');
  const [duration, setDuration] = useState<Duration>('day');
  const [moment, setMoment] = useState('');
  const end = endOf(duration, moment, now);
  const past = end instanceof Date && end.getTime() <= now;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const until = endOf(duration, moment, Date.now());
    if (until === undefined || past || block.isPending) return;
    block.mutate({ reason, until: until?.toISOString() ?? null });
  };
  return (
    <form className="people-form" onSubmit={submit}>
      <Text>{texts.blockMeans}</Text>
      <Textarea
        label={texts.reason}
        description={texts.reasonHint}
        value={reason}
        maxLength={500}
        rows={2}
        required
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Radio.Group
        label={texts.howLong}
        value={duration}
        onChange={(value) => setDuration(DURATIONS.find((one) => one === value) ?? 'day')}
      >
        <div className="people-durations">
          {DURATIONS.map((one) => (
            <Radio key={one} value={one} label={texts.durations[one]} />
          ))}
        </div>
      </Radio.Group>
      {duration === 'until' && (
        <TextInput
          type="datetime-local"
          label={texts.untilLabel}
          value={moment}
          required
          error={past && texts.untilPast}
          onChange={(event) => setMoment(event.currentTarget.value)}
        />
      )}
      <p className="people-soft" role="status">
        {end === null && texts.endsNever}
        {end && !past && (
          <>
            {texts.endsAt} <DateTime at={end} />
          </>
        )}
      </p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {cancel}
        </Button>
        <Button
          type="submit"
          color="red"
          disabled={reason.trim() === '' || end === undefined || past}
          loading={block.isPending}
        >
          {texts.block}
        </Button>
      </Group>
    </form>
  );
};
