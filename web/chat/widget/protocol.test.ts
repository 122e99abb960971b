import { describe, expect, it } from 'vitest';
import { readFrame, readPage } from './protocol.ts';

describe('the words between the frame and the page', () => {
  it('are read when they are ours', () => {
    expect(readFrame({ kontora: 'unread', count: 3 })).toEqual({ kontora: 'unread', count: 3 });
    expect(readFrame({ kontora: 'close', more: 1 })).toEqual({ kontora: 'close' });
    expect(readPage({ kontora: 'shown' })).toEqual({ kontora: 'shown' });
  });

  it.each([
    null,
    'close',
    7,
    {},
    { kontora: 'unread' },
    { kontora: 'unread', count: -1 },
    { kontora: 'unread', count: '3' },
  ])('are nothing when they are %j', (data) => {
    expect(readFrame(data)).toBeUndefined();
    expect(readPage(data)).toBeUndefined();
  });
});
