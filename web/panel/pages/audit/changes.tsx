import { useTexts } from '../../locale/locale.tsx';
import { diffOf } from './diff.ts';
import type { Entry } from './queries.ts';
import { auditTexts } from './texts.ts';
import { useAuditWords } from './words.tsx';

/** What a change changed: each field as it was and as it became. */
export const Changes = ({ before, after }: Pick<Entry, 'before' | 'after'>) => {
  const texts = useTexts(auditTexts);
  const words = useAuditWords();
  const changes = diffOf(before, after);
  if (changes.length === 0) return <p className="audit-soft">{texts.noChanges}</p>;
  const compared = before !== null;
  const nothing = (side: string | undefined, gone: string) => (side === undefined ? gone : texts.blank);
  return (
    <ul className="audit-changes">
      {changes.map((change) => (
        <li key={change.path}>
          <span className="audit-field" title={change.path}>
            {change.path === '' ? texts.whole : words.field(change.path)}
          </span>
          {compared && (
            <div className="audit-value" data-side="before">
              <span>{texts.before}</span>
              {change.before ? (
                <del>{words.value(change.path, change.before)}</del>
              ) : (
                <i>{nothing(change.before, texts.absent)}</i>
              )}
            </div>
          )}
          <div className="audit-value" data-side="after">
            <span>{texts.after}</span>
            {change.after ? (
              <ins>{words.value(change.path, change.after)}</ins>
            ) : (
              <i>{nothing(change.after, texts.removed)}</i>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
};
