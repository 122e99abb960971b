import { useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useTexts } from '../../locale/locale.tsx';
import { customerTexts } from './texts.ts';

/** What is wrong with a name, told beside its field instead of in a toast. */
export const useNameProblem = () => {
  const texts = useTexts(customerTexts);
  const [nameError, setNameError] = useState<string>();
  const explain = ({ fields }: Problem): false | undefined => {
    if (!('name' in fields)) return undefined;
    setNameError(fields.name === 'taken' ? texts.taken : texts.badName);
    return false;
  };
  return { nameError, explain, onName: () => setNameError(undefined) };
};
