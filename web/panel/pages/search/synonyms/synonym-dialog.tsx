import { Button, Group, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asProblem } from '../../../api/problem.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { type SynonymGroup, synonymsQuery } from '../queries.ts';
import { keyOf } from '../spelling.ts';
import { clashOf, cut, joined, refusedOf } from './groups.ts';
import { synonymTexts } from './texts.ts';
import { isAboutPhrases, useSynonymWork } from './use-synonyms.ts';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import './synonyms.css';

/** As many phrases as a group may have, and as long as one may be. */
const MOST_PHRASES = 20;
const LONGEST = 100;

interface SynonymDialogProps {
  /** The group that is changed; without it a new one is made. */
  readonly group?: SynonymGroup | undefined;
  /** What a new group begins with. */
  readonly phrases?: readonly string[];
  readonly onClose: () => void;
}

/** Words that mean the same: a new group of them, or a change of one. */
export const SynonymDialog = ({ group: given, phrases: first = [], onClose }: SynonymDialogProps) => {
  const texts = useTexts(synonymTexts);
  const [group, setGroup] = useState(given);
  const [phrases, setPhrases] = useState<readonly string[]>(given?.phrases ?? first);
  const [isTried, setTried] = useState(false);
  const { data } = useQuery(synonymsQuery);
  const { save } = useSynonymWork();
  const clash = clashOf(data?.items ?? [], phrases, group?.id);

  const change = (next: readonly string[]): void => {
    save.reset();
    setTried(false);
    setPhrases(next);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (phrases.length >= 2 && !clash && !save.isPending)
      save.mutate({ id: group?.id, phrases }, { onSuccess: onClose });
  };

  const error = (): string | undefined => {
    if (clash) {
      const other = clash.group.phrases.find((one) => keyOf(one) !== keyOf(clash.phrase));
      return texts.elsewhere(clash.phrase, other ?? clash.phrase);
    }
    if (isTried && phrases.length < 2) return texts.atLeastTwo;
    if (!save.isError) return undefined;
    const problem = asProblem(save.error);
    if (!isAboutPhrases(problem)) return undefined;
    const phrase = refusedOf(problem, phrases);
    if (problem.code === 'conflict') return phrase === undefined ? texts.takenUnknown : texts.taken(phrase);
    return phrase === undefined ? texts.unfitUnknown : texts.unfit(phrase);
  };

  return (
    <Dialog title={group ? texts.changeTitle : texts.newTitle} onClose={onClose}>
      <form className="search-form" onSubmit={submit}>
        <TagsInput
          size="md"
          label={texts.label}
          description={phrases.length === 1 ? texts.theOther : texts.hint}
          placeholder={texts.placeholder}
          data-autofocus
          value={[...phrases]}
          splitChars={[',', ';']}
          maxTags={MOST_PHRASES}
          maxLength={LONGEST}
          isDuplicate={(phrase, before) => before.some((one) => keyOf(one) === keyOf(phrase))}
          error={error()}
          dropdownOpened={false}
          onChange={(next) => change(cut(next))}
        />
        {clash && (
          <div>
            <Button
              variant="default"
              size="xs"
              onClick={() => {
                setGroup(clash.group);
                change(joined(clash.group.phrases, phrases));
              }}
            >
              {texts.join}
            </Button>
          </div>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={clash !== undefined}>
            {texts.save}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};
