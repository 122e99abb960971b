import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { toast } from '../../parts/toasts.tsx';
import { issueWords } from './issues.ts';
import { type Setting, type Settings, settingsQuery } from './queries.ts';
import { settingsTexts } from './texts.ts';

/** A setting under somebody's hands: what they wrote, whether it differs, and the ways to keep or to drop it. */
export const useSetting = <Value>(setting: Setting) => {
  const texts = useTexts(settingsTexts);
  const { title } = texts.settings[setting.key as keyof typeof texts.settings];
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Value>();
  const [wrong, setWrong] = useState<Problem['fields']>({});
  const stored = setting.value as Value;
  const params = { path: { key: setting.key } };

  /** Shows what the office stored, without asking it again first. */
  const show = (changed: Setting): void => {
    queries.setQueryData(settingsQuery.queryKey, (known: Settings | undefined) => ({
      items: (known?.items ?? []).map((one) => (one.key === changed.key ? changed : one)),
    }));
    setDraft(undefined);
    setWrong({});
  };
  const common = {
    touches: [settingsQuery.queryKey],
    onDone: show,
    explain: ({ code, fields }: Problem) => {
      setWrong(fields);
      return code === 'invalid' ? texts.invalid : undefined;
    },
  };
  const put = useChange({
    run: (body: { value: Value; seen?: string | null }) =>
      answer(
        api.PUT('/api/v1/settings/{key}', { params, body: body as { value: string; seen?: string | null } }),
      ),
    ...common,
  });
  const remove = useChange({
    run: () => answer(api.DELETE('/api/v1/settings/{key}', { params })),
    ...common,
  });

  /** Goes back to what counted before a change. */
  const back = ({ value, changed_at }: Setting): void =>
    changed_at === null ? remove.mutate() : put.mutate({ value: value as Value });
  const offer = (words: string) => ({ onSuccess: () => toast.undo(words, () => back(setting)) });

  return {
    value: draft ?? stored,
    stored,
    set: (value: Value): void => {
      setDraft(() => value);
      setWrong({});
    },
    dirty: draft !== undefined && JSON.stringify(draft) !== JSON.stringify(stored),
    busy: put.isPending || remove.isPending,
    /** What is wrong with a field, in words; `''` is the whole value. */
    wrong: (path: string): string | undefined => {
      const issue = wrong[path === '' ? 'body.value' : `body.value.${path}`];
      return issue === undefined ? undefined : issueWords(texts.issues, issue);
    },
    save: (): void =>
      put.mutate({ value: draft ?? stored, seen: setting.changed_at }, offer(texts.saved(title))),
    drop: (): void => {
      setDraft(undefined);
      setWrong({});
    },
    reset: (): void => remove.mutate(undefined, offer(texts.resetDone(title))),
  };
};

/** What the controls of a setting work with. */
export type Editing<Value> = Pick<ReturnType<typeof useSetting<Value>>, 'value' | 'set' | 'wrong'>;
