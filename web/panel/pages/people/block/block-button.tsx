import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { useMay, useMe } from '../../../session/session.ts';
import { useCommand } from '../../../shell/commands.ts';
import type { PersonCard } from '../queries.ts';
import { peopleTexts } from '../texts.ts';
import { BlockDialog } from './block-dialog.tsx';

/** The way to block a person who is not blocked, for whoever may; the palette has it too. */
export const BlockButton = ({ person }: { readonly person: PersonCard }) => {
  const texts = useTexts(peopleTexts);
  const [asking, setAsking] = useState(false);
  const offered = useMayBlock(person) && !person.blocked;
  const open = () => setAsking(true);
  useCommand(offered ? { id: 'people-block', label: texts.block, icon: IconBan, run: open } : undefined);
  if (!offered) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconBan size={18} />} onClick={open}>
        {texts.block}
      </Button>
      {asking && <BlockDialog person={person} onClose={() => setAsking(false)} />}
    </>
  );
};

/** Nobody blocks themselves, and only administrators an administrator; the server has the last word. */
export const useMayBlock = ({ id, roles }: PersonCard): boolean => {
  const me = useMe();
  const may = useMay('people.block');
  const mayTouch = me.roles.includes('administrator') || !roles.includes('administrator');
  return may && mayTouch && me.id !== id;
};
