import { describe, expect, it } from '@jest/globals';
import { isPersonName, maskName, maskPhone, normalizePersonName, normalizePhone } from './person.js';

describe('names', () => {
  it.each(['王秀英', '欧阳修', '龚䶮', '𠮷野', '阿依古丽·买买提', '〇一', '买买提·阿不都·热合曼', '李'.repeat(50)])('accepts %s', (name) => {
    expect(isPersonName(name)).toBe(true);
  });

  it('counts characters, not code units', () => {
    expect(isPersonName('𠮷'.repeat(50))).toBe(true);
    expect(isPersonName('𠮷'.repeat(51))).toBe(false);
    expect(isPersonName('𠮷')).toBe(false);
  });

  it.each(['', '王', '李'.repeat(51), 'Wang', '王1', '王·', '·王英', '王··英', '王 ', '王-英', '王，英', '王😀', '<b>王英'])('refuses %j', (name) => {
    expect(isPersonName(name)).toBe(false);
  });

  it.each(['阿依古丽•买买提', '阿依古丽・买买提', '阿依古丽‧买买提', ' 阿依古丽 · 买买提 '])('stores %s with the one right dot', (name) => {
    expect(normalizePersonName(name)).toBe('阿依古丽·买买提');
    expect(isPersonName(name)).toBe(true);
  });

  it('are masked to the first character and one star', () => {
    expect(maskName('王秀英')).toBe('王*');
    expect(maskName('𠮷野')).toBe('𠮷*');
    expect(maskName('')).toBe('*');
  });
});

describe('phone numbers', () => {
  it.each(['13800005678', '138 0000 5678', '138-0000-5678', '+8613800005678', '8613800005678', '１３８００００５６７８'])('stores %s', (raw) => {
    expect(normalizePhone(raw)).toBe('13800005678');
  });

  it.each(['', '1380000567', '138000056789', '12800005678', '010-12345678', '1380000567x', '+1 13800005678'])('refuses %j', (raw) => {
    expect(normalizePhone(raw)).toBeNull();
  });

  it('are masked', () => {
    expect(maskPhone('13800005678')).toBe('138****5678');
    expect(maskPhone('1380')).toBe('****');
  });
});
