/** An e-mail as the audit may keep it for ever: enough to recognise, not enough to use. */
export const maskedEmail = (value: string): string =>
  `${[...value][0] ?? ''}***${value.slice(value.lastIndexOf('@'))}`;
