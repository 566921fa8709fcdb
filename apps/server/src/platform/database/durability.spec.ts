import { describe, expect, test } from '@jest/globals';
import { NotDurable } from '../not-durable.js';
import { unsafeSettings } from './durability.js';

const DURABLE = { innodb_flush_log_at_trx_commit: '1', innodb_doublewrite: 'ON', sync_binlog: '1', log_bin: 'ON', binlog_format: 'ROW' };

const namesOf = (variables: Record<string, string>): string[] => unsafeSettings(new Map(Object.entries(variables))).map(({ name }) => name);

describe('unsafeSettings (reliability.md, row 5)', () => {
  test.each([
    ['innodb_flush_log_at_trx_commit', '0'],
    ['innodb_flush_log_at_trx_commit', '2'],
    ['innodb_doublewrite', 'OFF'],
    ['innodb_doublewrite', 'fast'],
    ['innodb_doublewrite', 'DETECT_ONLY'],
    ['sync_binlog', '0'],
    ['sync_binlog', '1000'],
    ['binlog_format', 'STATEMENT'],
  ])('refuses %s = %s', (name, value) => {
    expect(namesOf({ ...DURABLE, [name]: value })).toEqual([name]);
  });

  test.each([
    ['everything durable', {}],
    ['the binary log of MariaDB', { binlog_format: 'MIXED' }],
    ['the doublewrite buffer of MySQL', { innodb_doublewrite: 'DETECT_AND_RECOVER' }],
    ['no binary log, whatever its settings are', { log_bin: 'OFF', sync_binlog: '0', binlog_format: 'STATEMENT' }],
  ])('accepts %s', (_, changed) => {
    expect(namesOf({ ...DURABLE, ...changed })).toEqual([]);
  });

  test('accepts what a managed database hides', () => {
    expect(namesOf({})).toEqual([]);
  });

  test('names every setting at fault, and what to set', () => {
    const unsafe = unsafeSettings(new Map(Object.entries({ ...DURABLE, innodb_flush_log_at_trx_commit: '2', sync_binlog: '0' })));
    expect(new NotDurable('database', unsafe).message).toMatch(/innodb_flush_log_at_trx_commit is 2, set it to 1; sync_binlog is 0, set it to 1/);
  });
});
