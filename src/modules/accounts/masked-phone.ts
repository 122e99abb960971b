/** A phone as the audit may keep it for ever: enough to recognise, not enough to use. */
export const maskedPhone = (phone: string): string => `***${phone.slice(-2)}`;
