import { ActionIcon, Badge, Button, Group, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { toast } from '../../../parts/toasts.tsx';
import { useMay } from '../../../session/session.ts';
import { calls } from '../calls.ts';
import { cannedQuery } from '../queries.ts';
import type { CannedAnswer } from '../schema.ts';
import { CannedForm } from './canned-form.tsx';
import { composerTexts } from './texts.ts';

/** Where canned answers are kept: one's own, and for managers those that everybody shares. */
export const CannedDialog = ({
  adding = false,
  onClose,
}: {
  /** Opens with a new answer. */
  readonly adding?: boolean;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(composerTexts);
  const [edited, setEdited] = useState<CannedAnswer | 'new' | null>(adding ? 'new' : null);
  const title = edited === null ? texts.canned : edited === 'new' ? texts.cannedNew : texts.cannedEdit;
  return (
    <Dialog title={title} onClose={onClose}>
      {edited === null ? (
        <Kept onEdit={setEdited} />
      ) : (
        <CannedForm answer={edited === 'new' ? undefined : edited} onEnd={() => setEdited(null)} />
      )}
    </Dialog>
  );
};

const Kept = ({ onEdit }: { readonly onEdit: (answer: CannedAnswer | 'new') => void }) => {
  const texts = useTexts(composerTexts);
  const mayShare = useMay('canned.share');
  const { data: answers = [] } = useQuery(cannedQuery);
  const remove = useChange({
    run: ({ id }: CannedAnswer) => calls.removeCanned(id),
    touches: [cannedQuery.queryKey],
    onDone: (_, { title, text, shared }) =>
      toast.undo(texts.cannedRemoved, () => restore.mutate({ title, text, shared })),
  });
  const restore = useChange({ run: calls.addCanned, touches: [cannedQuery.queryKey] });
  return (
    <div className="conversations-kept">
      {answers.length === 0 && <Text c="dimmed">{texts.cannedNone}</Text>}
      <ul>
        {answers.map((answer) => (
          <li key={answer.id}>
            <div className="conversations-kept-words">
              <Group gap="xs">
                <b dir="auto">{answer.title}</b>
                <Badge variant="light" color={answer.shared ? 'teal' : 'gray'}>
                  {answer.shared ? texts.shared : texts.own}
                </Badge>
              </Group>
              <Text size="sm" c="dimmed" lineClamp={2} dir="auto">
                {answer.text}
              </Text>
            </div>
            {(answer.own || mayShare) && (
              <Group gap={4} wrap="nowrap">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={40}
                  aria-label={texts.editNamed(answer.title)}
                  onClick={() => onEdit(answer)}
                >
                  <IconPencil size={18} stroke={1.7} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={40}
                  aria-label={texts.removeNamed(answer.title)}
                  onClick={() => remove.mutate(answer)}
                >
                  <IconTrash size={18} stroke={1.7} />
                </ActionIcon>
              </Group>
            )}
          </li>
        ))}
      </ul>
      <Button leftSection={<IconPlus size={18} />} onClick={() => onEdit('new')}>
        {texts.cannedAdd}
      </Button>
    </div>
  );
};
