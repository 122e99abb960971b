import { z } from 'zod';
import { cleanText, isBlank } from '#kernel/text.ts';

/** Words that a client looks for, or a name: clean and trimmed, at most `longest` UTF-16 units, perhaps none. */
export const words = (longest: number) => z.string().overwrite(cleanText).trim().max(longest);

/** The same, but somebody can see them. */
export const visibleWords = (longest: number) =>
  words(longest)
    .min(1)
    .refine((text) => !isBlank(text), 'must not be empty');
