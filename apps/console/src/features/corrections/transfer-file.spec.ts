import { describe, expect, test } from '@jest/globals';

import { readTransfer } from './transfer-file';

const DOCUMENT = { kind: 'xuexi-transfer/1', issuer: 'other-city', id: 'A-17', to: '26000001', units: 162_000, date: '2026-11-09', title: '书法班' };
const SIGNED = { document: DOCUMENT, signature: '0'.repeat(128) };

/** A file of a browser, of which only its text and size are used. */
const fileOf = (text: string): File => ({ size: text.length, text: async () => text }) as File;

describe('a chosen file', () => {
  test('that another platform has signed is shown as it is', async () => {
    expect(await readTransfer(fileOf(JSON.stringify(SIGNED)))).toEqual(SIGNED);
  });

  test.each([
    ['is not JSON', '%PDF-1.7'],
    ['is empty', ''],
    ['is null', 'null'],
    ['is a list', '[]'],
    ['has no signature', JSON.stringify({ document: DOCUMENT })],
    ['has no document', JSON.stringify({ signature: SIGNED.signature })],
    ['lacks a field', JSON.stringify({ ...SIGNED, document: { ...DOCUMENT, title: undefined } })],
    ['has units that no number holds', JSON.stringify({ ...SIGNED, document: { ...DOCUMENT, units: 1e308 } })],
    ['is far too long', `${JSON.stringify(SIGNED)}${' '.repeat(20_000)}`],
  ])('that %s is none', async (_, text) => {
    expect(await readTransfer(fileOf(text))).toBeNull();
  });
});
