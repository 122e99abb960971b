import { ActionIcon, Button, Title } from '@mantine/core';
import { IconArrowLeft, IconCheck, IconLockOpen } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { useGuestName } from '../../parts/guest.ts';
import { useIsPhone } from '../../parts/media.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useArrival } from '../../shell/arrival.ts';
import { useShortcut } from '../../shell/shortcuts.ts';
import { AddressLink } from './address.tsx';
import { calls, type Question, TOUCHED } from './queries.ts';
import { questionTexts } from './texts.ts';
import { WaitMark } from './wait-mark.tsx';

/** What a question is called, whose it is and what it is about, and how to close it. */
export const ThreadHeader = ({
  question,
  mayWork,
}: {
  readonly question: Question;
  readonly mayWork: boolean;
}) => {
  const { id, title, organization, person, closed_at: closedAt } = question;
  const texts = useTexts(questionTexts);
  const guest = useGuestName();
  // On a phone there is no other heading above.
  const phone = useIsPhone();
  const closed = closedAt !== null;
  const change = useChange<{ closed: boolean; undo: boolean }>({
    run: ({ closed: shut }) => (shut ? calls.close(id) : calls.reopen(id)),
    touches: TOUCHED,
    onDone: (_, { closed: shut, undo }) => {
      const words = shut ? texts.closedToast : texts.reopenedToast;
      if (undo) toast.done(words);
      else toast.undo(words, () => change.mutate({ closed: !shut, undo: true }));
    },
  });
  const flip = (): void => change.mutate({ closed: !closed, undo: false });
  useShortcut('e', texts.keys.close, flip, mayWork && !change.isPending);
  return (
    <header className="questions-header">
      <ActionIcon
        className="questions-back"
        variant="subtle"
        color="gray"
        size={44}
        aria-label={texts.back}
        renderRoot={(props) => <AddressLink change={{ id: undefined }} {...props} />}
      >
        <IconArrowLeft size={22} stroke={1.8} />
      </ActionIcon>
      <div className="questions-who">
        <Title order={phone ? 1 : 2} size="h3" ref={useArrival()} tabIndex={-1} dir="auto">
          {title}
        </Title>
        <p className="questions-about">
          <WaitMark question={question} />
          {organization ? (
            <PageLink to="organization" id={organization.id} otherwise={<span>{organization.name}</span>}>
              {organization.name}
            </PageLink>
          ) : (
            <span>{texts.guest}</span>
          )}
          <PageLink to="person" id={person.id}>
            {person.name || guest(person.id)}
          </PageLink>
          {question.order && (
            <PageLink
              to="order"
              id={question.order.id}
              otherwise={<span>{texts.order(question.order.number)}</span>}
            >
              {texts.order(question.order.number)}
            </PageLink>
          )}
          {question.product && (
            <PageLink to="product" id={String(question.product.id)}>
              {question.product.title}
            </PageLink>
          )}
        </p>
      </div>
      {mayWork && (
        <Button
          className="questions-close"
          variant="default"
          aria-label={closed ? texts.reopen : texts.close}
          loading={change.isPending}
          leftSection={closed ? <IconLockOpen size={18} /> : <IconCheck size={18} />}
          onClick={flip}
        >
          {closed ? texts.reopen : texts.close}
        </Button>
      )}
    </header>
  );
};
