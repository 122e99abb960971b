/** `2,50` → `2.5`, `007` → `7`: how numbers are compared. Expects digits with at most one point or comma. */
export const canonicalNumber = (digits: string): string => {
  const [whole = '', fraction = ''] = digits.split(/[.,]/);
  const integer = whole.replace(/^0+(?=\d)/, '');
  const rest = fraction.replace(/0+$/, '');
  return rest === '' ? integer : `${integer}.${rest}`;
};

const INCH_FRACTIONS: ReadonlySet<string> = new Set(['1/2', '1/4', '3/4', '1/8', '3/8', '5/8', '7/8']);

/** Whether two numbers with a slash between are a part of an inch, as pipes have it. */
export const isInchFraction = (over: string, under: string): boolean =>
  INCH_FRACTIONS.has(`${over}/${under}`);
