import { expect, it } from '@jest/globals';
import { LauncherFailure, usingFolder } from './failure.ts';

it.each([
  ['EACCES', /不能写入/],
  ['EROFS', /不能写入/],
  ['ENOSPC', /磁盘已满/],
  ['ENOTDIR', /是一个文件/],
])('explains %s with the name of the folder', async (code, meaning) => {
  const refused = Object.assign(new Error(code), { code });
  const failure = await usingFolder('/data/here', () => Promise.reject(refused)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(LauncherFailure);
  expect((failure as LauncherFailure).zh).toMatch(meaning);
  expect((failure as LauncherFailure).zh).toContain('/data/here');
  expect((failure as LauncherFailure).en).toContain('/data/here');
});

it('passes on what the file system did not refuse', async () => {
  const fault = new TypeError('ours');
  await expect(usingFolder('/data', () => Promise.reject(fault))).rejects.toBe(fault);
});
