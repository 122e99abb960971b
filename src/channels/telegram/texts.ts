/** What a stranger is told while an allow-list stands: S4-11 fixes the words, in every language these. */
export const CLOSED = 'Доступ к этому боту ограничен.';
