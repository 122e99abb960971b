import { describe, expect, it } from 'vitest';
import { type ConfigProblem, readSlice } from '#platform/config/slice.ts';
import { peopleSlice } from './config.ts';

const read = (env: Readonly<Record<string, string>>) => {
  const problems: ConfigProblem[] = [];
  const { phones } = readSlice(peopleSlice, env, problems, 'development');
  return { phones, problems };
};

describe('roles by phone', () => {
  it('are nobody’s when nothing is set', () => {
    expect(read({})).toEqual({ phones: [], problems: [] });
  });

  it('are read however the phones are written, each once', () => {
    expect(
      read({ ADMIN_PHONE: '8 (999) 123-45-67, +79991234567,', MANAGER_PHONE: ' 9991234568; +79991234569 ' }),
    ).toEqual({
      phones: [
        { kind: 'phone', account: '+79991234567', roles: ['administrator'] },
        { kind: 'phone', account: '+79991234568', roles: ['manager'] },
        { kind: 'phone', account: '+79991234569', roles: ['manager'] },
      ],
      problems: [],
    });
  });

  it.each(['12345', '+7999123456789012', 'admin', '*', '+79991234567,нет'])('refuse %s', (ADMIN_PHONE) => {
    const { problems } = read({ ADMIN_PHONE });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.key).toBe('ADMIN_PHONE');
    expect(problems[0]?.problem).not.toContain('9991234567,');
  });
});
