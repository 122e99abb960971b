import { IconArrowRight } from '@tabler/icons-react';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { FieldName } from './field-name.tsx';
import { importTexts } from './texts.ts';

/** One field before and after; a missing side is not known. */
export interface Difference {
  readonly name: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

type Values = Readonly<Record<string, unknown>> | null;

/** The differences between what a product was and what it became. */
export const differencesOf = (before: Values, after: Values): readonly Difference[] =>
  Object.keys(before ?? after ?? {})
    .concat(Object.keys(after ?? {}))
    .filter((name, at, all) => all.indexOf(name) === at)
    // Of what is new only that which is there.
    .filter((name) => before !== null || (after?.[name] ?? null) !== null)
    .map((name) => ({
      name,
      ...(before ? { before: before[name] ?? null } : {}),
      ...(after ? { after: after[name] ?? null } : {}),
    }));

/** Before → after, a line per field. */
export const Differences = ({ differences }: { readonly differences: readonly Difference[] }) => (
  <ul className="import-differences">
    {differences.map(({ name, ...sides }) => (
      <li key={name}>
        <span className="import-soft">
          <FieldName name={name} />
        </span>
        <span className="import-sides">
          {'before' in sides && (
            <del>
              <Value of={sides.before} />
            </del>
          )}
          {'before' in sides && 'after' in sides && <IconArrowRight size={14} aria-hidden="true" />}
          {'after' in sides && (
            <ins>
              <Value of={sides.after} />
            </ins>
          )}
        </span>
      </li>
    ))}
  </ul>
);

const DECIMAL = /^-?\d+\.\d+$/;

const Value = ({ of: value }: { readonly of: unknown }) => {
  const texts = useTexts(importTexts);
  const locale = useLocale();
  if (value === null || value === undefined || value === '') return <i>{texts.nothing}</i>;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value)))
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(Number(value));
  return typeof value === 'string' ? value : JSON.stringify(value);
};
