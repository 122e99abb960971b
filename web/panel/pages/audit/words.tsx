import { useTexts } from '../../locale/locale.tsx';
import { useRoleName } from '../../parts/role-names.tsx';
import { settingsTexts } from '../settings/texts.ts';
import { fieldTexts } from './fields/texts.ts';
import type { Entry } from './queries.ts';
import { auditTexts } from './texts.ts';

const named = (words: Readonly<Record<string, string>>) => (code: string) =>
  Object.hasOwn(words, code) ? (words[code] ?? code) : code;

/** Names what entries are about; what the panel has no word for keeps its code. */
export const useAuditWords = () => {
  const { actions, subjects, channels } = useTexts(auditTexts);
  const { fields, truths } = useTexts(fieldTexts);
  const { settings } = useTexts(settingsTexts);
  const role = useRoleName();
  const values: Readonly<Record<string, (code: string) => string>> = {
    roles: role,
    channel: named(channels),
  };
  return {
    action: named(actions),
    subject: named(subjects),
    channel: named(channels),
    setting: named(Object.fromEntries(Object.entries(settings).map(([key, { title }]) => [key, title]))),
    /** A path such as `roles.0`: places in a list are counted from 1. */
    field: (path: string) =>
      path
        .split('.')
        .map((name) => (/^\d+$/.test(name) ? String(Number(name) + 1) : named(fields)(name)))
        .join(' › '),
    /** A value of the field at a path. */
    value: (path: string, value: string) => (values[path.split('.')[0] ?? ''] ?? named(truths))(value),
  };
};

/** From where it was done, and by which user of the system when it was the command line. */
export const Channel = ({ channel, address }: Pick<Entry, 'channel' | 'address'>) => {
  const texts = useTexts(auditTexts);
  const words = useAuditWords();
  return (
    <span className="audit-subject">
      {words.channel(channel)}
      {channel === 'shell' && address !== null && (
        <span className="audit-kind">{texts.systemUser(address)}</span>
      )}
    </span>
  );
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
      <span className="audit-id">
        {subject.name || (subject.kind === 'setting' ? words.setting(subject.id) : subject.id)}
      </span>
    </span>
  );
};
