import { describe, expect, test } from '@jest/globals';
import { type EntryKind, PRESETS } from '@xuexi/domain';
import { calculation } from './reckoning.js';

const STANDARD = PRESETS['standard-2026'];

describe('how an entry was reckoned', () => {
  test.each<[string, EntryKind, number, object, number | null, string]>([
    ['a lesson', 'lesson', 2040, {}, 51, '51 秒，按每 45 分钟 1 学分折算：0.018 学分，显示 0.01（合计时不先舍去）'],
    ['a lesson that comes out even', 'lesson', 54_000, {}, 1350, '1350 秒，按每 45 分钟 1 学分折算：0.50 学分'],
    ['a class', 'attend', 216_000, { classHoursHundredths: 200 }, null, '2 学时 × 1.00 学分'],
    ['a class above the cap of its day', 'attend', 108_000, { classHoursHundredths: 200 }, null, '2 学时 × 1.00 学分，每天最多 6.00 学分，记 1.00 学分'],
    ['a grant', 'grant', 270_000, {}, null, '2.50 学分'],
    ['a transfer', 'transfer', 108_000, {}, null, '1.00 学分'],
    ['a reversal', 'reversal', -270_000, {}, null, '减去 2.50 学分'],
  ])('%s', (_, kind, units, evidence, seconds, words) => {
    expect(calculation({ kind, units, evidence }, seconds, STANDARD)).toBe(words);
  });
});
