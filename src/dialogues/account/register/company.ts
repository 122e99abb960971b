import type { TurnContext } from '#modules/conversations/index.ts';
import { parseOrganizationName, type Registering } from '#modules/customers/index.ts';
import { texts } from './texts.ts';

/** Where the name of a company leads: on to the phone, or to the company that is there already. */
export const createNamed =
  ({ registering }: { readonly registering: Pick<Registering, 'isCompany'> }) =>
  async (turn: TurnContext, text: string, draft: { readonly onward: string; readonly name: string }) => {
    const company = parseOrganizationName(text);
    if (!company.ok) return { stay: true as const, say: { text: texts[turn.locale].badCompany } };
    const data = { ...draft, company: company.value };
    return (await registering.isCompany(turn.db, company.value))
      ? { go: 'taken' as const, data }
      : { go: 'phone' as const, data };
  };

/** Whether the name of a company was given at once, as its legal form in front of it tells. */
export const startsWithForm = ({ locale }: TurnContext, text: string): boolean => {
  const [form = '', name] = text
    .trim()
    .toLowerCase()
    .split(/[\s«"]+/);
  return texts[locale].legalForms.includes(form) && Boolean(name);
};
