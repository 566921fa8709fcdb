import { expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readState, updateState } from './state.ts';

it('remembers what it is told, and begins anew from a file that was cut off', () => {
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  const file = join(folder, 'state.json');
  expect(readState(file)).toEqual({});
  updateState(file, { webPort: 8081 });
  updateState(file, { seededDatabase: 'a' });
  expect(readState(file)).toEqual({ webPort: 8081, seededDatabase: 'a' });
  writeFileSync(file, '{"webPort": 80');
  expect(readState(file)).toEqual({});
  updateState(file, { webPort: 8082 });
  expect(readState(file)).toEqual({ webPort: 8082 });
  expect(readdirSync(folder)).toEqual(['state.json']);
  rmSync(folder, { recursive: true });
});
