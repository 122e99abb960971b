/** An e-mail or a phone as the audit may keep it for ever: enough to recognise, not enough to use. */
export const masked = (kind: 'email' | 'phone', value: string): string =>
  kind === 'phone'
    ? `***${value.slice(-2)}`
    : `${[...value][0] ?? ''}***${value.slice(value.lastIndexOf('@'))}`;
