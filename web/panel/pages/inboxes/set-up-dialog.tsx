import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answer, api } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useTexts } from '../../locale/locale.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { inboxesQuery } from '../../parts/inboxes.ts';
import { useProblemWords } from '../../parts/problem-words.ts';
import { readAnew } from '../../parts/read-anew.ts';
import { partTexts } from '../../parts/texts.ts';
import { inboxTexts } from './texts.ts';

/** Sets an inbox up again as soon as it opens, and tells step by step what came of it. */
export const SetUpDialog = ({
  inbox,
  name,
  onClose,
}: {
  readonly inbox: string;
  readonly name: string;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(inboxTexts);
  const { loading, retry } = useTexts(partTexts);
  const words = useProblemWords();
  const queries = useQueryClient();
  const { mutate, data, error } = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/inboxes/{id}/set-up', { params: { path: { id: inbox } } })),
    onSettled: () => readAnew(queries, inboxesQuery.queryKey),
  });
  useEffect(() => mutate(), [mutate]);
  const refused = data?.steps.some(({ outcome }) => outcome === 'refused');
  return (
    <Dialog title={texts.setUpTitle(name)} onClose={onClose}>
      <Stack gap="md">
        <div role="status">
          {!data && !error && <Loader size="sm" aria-label={loading} />}
          {error && <Text>{words(asProblem(error))}</Text>}
          {data && <Text>{refused ? texts.setUpRefused : texts.setUpDone}</Text>}
        </div>
        {data && (
          <ul className="inbox-steps">
            {data.steps.map(({ what, outcome, reason }) => (
              <li key={what} data-refused={outcome === 'refused' || undefined}>
                {outcome === 'refused' ? (
                  <IconAlertTriangle size={18} stroke={1.8} aria-hidden="true" />
                ) : (
                  <IconCheck size={18} stroke={2} aria-hidden="true" />
                )}
                <span>
                  {texts.steps[what]}: {texts.outcomes[outcome]}
                  {reason !== null && <code lang="en">{reason}</code>}
                </span>
              </li>
            ))}
          </ul>
        )}
        <Group justify="flex-end" gap="xs">
          {(error || refused) && (
            <Button variant="default" onClick={() => mutate()}>
              {retry}
            </Button>
          )}
          <Button onClick={onClose}>{texts.close}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
