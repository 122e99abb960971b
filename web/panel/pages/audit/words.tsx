import { useTexts } from '../../locale/locale.tsx';
import type { Entry } from './queries.ts';
import { auditTexts } from './texts.ts';

/** Names what entries are about; what the panel has no word for keeps its code. */
export const useAuditWords = () => {
  const { actions, subjects, channels } = useTexts(auditTexts);
  const named = (words: Readonly<Record<string, string>>) => (code: string) =>
    Object.hasOwn(words, code) ? (words[code] ?? code) : code;
  return { action: named(actions), subject: named(subjects), channel: named(channels) };
};

/** What was done, and that it was refused where it was. */
export const Action = ({ action, outcome }: Pick<Entry, 'action' | 'outcome'>) => {
  const texts = useTexts(auditTexts);
  const words = useAuditWords();
  return (
    <span className="audit-action">
      {words.action(action)}
      {outcome === 'refused' && <span className="audit-refused">{texts.outcomes.refused}</span>}
    </span>
  );
};

/** What it was done to. */
export const Subject = ({ subject }: Pick<Entry, 'subject'>) => {
  const words = useAuditWords();
  if (!subject) return null;
  return (
    <span className="audit-subject">
      <span className="audit-kind">{words.subject(subject.kind)}</span>
      <span className="audit-id">{subject.name || subject.id}</span>
    </span>
  );
};
