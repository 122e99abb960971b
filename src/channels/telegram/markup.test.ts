import { describe, expect, it } from 'vitest';
import { buttonsOf, keyboardOf } from './markup.ts';

const message = { id: 1, address: '5000000001', text: 'x' };
const withToken = (token: string) => ({ ...message, buttons: [[{ label: 'Да', token }]] });

describe('buttons', () => {
  it('stand in rows, and empty rows vanish', () => {
    const buttons = [
      [
        { label: 'Да', token: 'k1:a:0' },
        { label: 'Нет', token: 'k1:a:1' },
      ],
      [],
    ];
    expect(buttonsOf({ ...message, buttons })).toEqual({
      inline_keyboard: [
        [
          { text: 'Да', callback_data: 'k1:a:0' },
          { text: 'Нет', callback_data: 'k1:a:1' },
        ],
      ],
    });
    expect(buttonsOf({ ...message, buttons: [[]] })).toBeUndefined();
    expect(buttonsOf(message)).toBeUndefined();
  });

  it('carry at most 64 bytes', () => {
    expect(buttonsOf(withToken('x'.repeat(64)))).toBeDefined();
    expect(buttonsOf(withToken('я'.repeat(32)))).toBeDefined();
    expect(() => buttonsOf(withToken('x'.repeat(65)))).toThrow('64 bytes');
    expect(() => buttonsOf(withToken('я'.repeat(33)))).toThrow('64 bytes');
    expect(() => buttonsOf(withToken(''))).toThrow('64 bytes');
  });
});

describe('keyboards', () => {
  const keyboard = [[{ label: 'Меню' }], [{ label: 'Мой номер', contact: true }]];

  it('asks for a contact in private, once', () => {
    expect(keyboardOf({ ...message, keyboard })).toEqual({
      keyboard: [[{ text: 'Меню' }], [{ text: 'Мой номер', request_contact: true }]],
      resize_keyboard: true,
      one_time_keyboard: true,
    });
    expect(keyboardOf({ ...message, keyboard: keyboard.slice(0, 1) })).toEqual({
      keyboard: [[{ text: 'Меню' }]],
      resize_keyboard: true,
      is_persistent: true,
    });
  });

  it('never asks a group for a contact', () => {
    expect(keyboardOf({ ...message, address: '-100', keyboard })).toMatchObject({
      keyboard: [[{ text: 'Меню' }]],
    });
    expect(keyboardOf({ ...message, address: '-100', keyboard: keyboard.slice(1) })).toBeUndefined();
  });

  it('can be taken away, or left alone', () => {
    expect(keyboardOf({ ...message, keyboard: 'none' })).toEqual({ remove_keyboard: true });
    expect(keyboardOf(message)).toBeUndefined();
  });
});
