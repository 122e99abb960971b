/** UTF-16 units of one message. */
export const LONGEST_TEXT = 4_000;
/** UTF-16 units of a title; longer ones are shortened. */
export const LONGEST_TITLE = 120;
/** Attachments of one message. */
export const MOST_FILES = 10;
/** Questions of one organization, or of one person without any, that are open at the same time. */
export const MOST_OPEN = 100;
