import { Content, Input } from './schema.ts';

/** What stands where somebody's words were, since they were erased. */
export const ERASED = {
  in: { kind: 'other', what: 'erased' },
  out: { text: '' },
} as const satisfies { in: Input; out: Content };

/** Whether a stored message has nothing left but its place. */
export const isErased = (direction: 'in' | 'out', stored: unknown): boolean => {
  if (direction === 'in') {
    const input = Input.safeParse(stored).data;
    return input?.kind === 'other' && input.what === ERASED.in.what;
  }
  const content = Content.safeParse(stored).data;
  return (
    content?.text === '' &&
    content.secret === undefined &&
    content.buttons === undefined &&
    content.photo === undefined &&
    content.file === undefined
  );
};
