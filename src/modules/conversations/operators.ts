import type { createAnswering } from './answering.ts';
import type { createHandover } from './handover.ts';

/** What operators do in conversations: take over, answer, hand back. */
export type Operators = ReturnType<typeof createHandover> & ReturnType<typeof createAnswering>;
