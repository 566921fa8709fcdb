import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { birthDateFault, idCheckDigit, isResidencePermit, maskIdNumber, parseIdNumber, syntheticIdNumber } from './id-number.js';

const TODAY = '2026-11-22';
const parse = (raw: string) => parseIdNumber(raw, TODAY);

/** The example printed in GB 11643-1999 itself. */
const STANDARD_EXAMPLE = '11010519491231002X';
const MAN = syntheticIdNumber('360202', '1958-03-05', 217);

describe('parseIdNumber', () => {
  it('reads the example of the standard', () => {
    expect(parse(STANDARD_EXAMPLE)).toEqual({
      ok: true,
      value: STANDARD_EXAMPLE,
      birthDate: '1949-12-31',
      sex: 'female',
      divisionCode: '110105',
    });
  });

  it.each([
    ['small x', '11010519491231002x'],
    ['spaces between the groups', ' 110105 19491231 002X '],
    ['an ideographic space', '110105　19491231　002X'],
    ['no-break and zero-width blanks', '110105\u00A019491231\u200B002X\uFEFF'],
    ['full-width digits', '１１０１０５１９４９１２３１００２Ｘ'],
    ['a full-width small x', '11010519491231002ｘ'],
  ])('tolerates %s', (_, raw) => {
    expect(parse(raw)).toMatchObject({ ok: true, value: STANDARD_EXAMPLE });
  });

  it.each([
    ['a first-generation number', '110105491231002', 'length_15'],
    ['17 characters', '11010519491231002', 'length'],
    ['19 characters', `${STANDARD_EXAMPLE}1`, 'length'],
    ['nothing', '', 'length'],
    ['what a spreadsheet makes of it', '1.10105E+17', 'characters'],
    ['an X in the middle', '1101051949123100X2', 'characters'],
    ['a letter', '11010519491231002A', 'characters'],
    ['a hyphen', '110105-19491231-002X', 'characters'],
    ['circled digits', '①10105194912310021', 'characters'],
    ['an unknown province', syntheticIdNumber('990105', '1949-12-31', 2), 'division'],
    ['month 13', syntheticIdNumber('110105', '1949-13-31', 2), 'birth_date'],
    ['30 February', syntheticIdNumber('110105', '1949-02-30', 2), 'birth_date'],
    ['29 February of a common year', syntheticIdNumber('110105', '1900-02-29', 2), 'birth_date'],
    ['a wrong check digit', '110105194912310021', 'check_digit'],
    ['two digits swapped', '11010519491213002X', 'check_digit'],
    ['a birth tomorrow', syntheticIdNumber('110105', '2026-11-23', 2), 'future'],
    ['an age of 131', syntheticIdNumber('110105', '1895-11-22', 2), 'too_old'],
  ])('refuses %s', (_, raw, reason) => {
    expect(parse(raw)).toEqual({ ok: false, reason });
  });

  it.each([
    ['a birth today', '2026-11-22'],
    ['29 February of a leap year', '2000-02-29'],
    ['an age of 130', '1896-11-22'],
    ["a birth at the start of China's summer time", '1986-05-04'],
  ])('accepts %s', (_, birthDate) => {
    expect(parse(syntheticIdNumber('360202', birthDate, 1))).toMatchObject({ ok: true, birthDate });
  });

  it.each(['810000', '820000', '830000'])('accepts the residence permit %s', (division) => {
    expect(parse(syntheticIdNumber(division, '1970-01-01', 1)).ok).toBe(true);
  });

  it('reads the sex from the last digit of the sequence', () => {
    expect(parse(MAN)).toMatchObject({ sex: 'male' });
    expect(parse(syntheticIdNumber('360202', '1958-03-05', 218))).toMatchObject({ sex: 'female' });
  });

  it('refuses every single wrong digit and every swap of neighbours', () => {
    const digit = fc.nat(9).map(String);
    fc.assert(
      fc.property(fc.nat(999), fc.nat(16), digit, (sequence, place, wrong) => {
        const good = syntheticIdNumber('360202', '1958-03-05', sequence);
        const typo = good.slice(0, place) + wrong + good.slice(place + 1);
        const swapped = good.slice(0, place) + good[place + 1] + good[place] + good.slice(place + 2);
        expect(parse(good).ok).toBe(true);
        expect(parse(typo).ok).toBe(typo === good);
        expect(parse(swapped).ok).toBe(swapped === good);
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => typeof parse(raw).ok === 'boolean'));
  });
});

describe('syntheticIdNumber', () => {
  it('pads the sequence and computes the check digit', () => {
    expect(syntheticIdNumber('110105', '1949-12-31', 2)).toBe(STANDARD_EXAMPLE);
    expect(idCheckDigit('11010519491231002')).toBe('X');
  });

  it.each([
    ['11010', '1949-12-31', 2],
    ['110105', '49-12-31', 2],
    ['110105', '1949-12-31', 1_000],
  ])('refuses %s, %s, %i', (division, birthDate, sequence) => {
    expect(() => syntheticIdNumber(division, birthDate, sequence)).toThrow(new RangeError(`not the parts of an ID number: ${division}, ${birthDate}, ${sequence}`));
  });
});

describe('a date of birth', () => {
  it.each([
    ['2026-02-30', 'birth_date'],
    ['2026-2-3', 'birth_date'],
    ['9999-99-99', 'birth_date'],
    ['', 'birth_date'],
    ['2026-11-23', 'future'],
    ['2026-11-22', null],
    ['1896-11-22', null],
    ['1895-11-22', 'too_old'],
  ])('%j on 2026-11-22: %s', (birthDate, fault) => {
    expect(birthDateFault(birthDate, TODAY)).toBe(fault);
  });
});

describe('a residence permit', () => {
  it.each([['81', true], ['82', true], ['83', true], ['80', false], ['84', false], ['11', false]])('begins with %s: %s', (province, is) => {
    expect(isResidencePermit(syntheticIdNumber(`${province}0000`, '1981-08-28', 81))).toBe(is);
    expect(isResidencePermit(syntheticIdNumber('118281', '1981-08-28', 81))).toBe(false);
  });
});

describe('maskIdNumber', () => {
  it('keeps the division and the last four', () => {
    expect(maskIdNumber(STANDARD_EXAMPLE)).toBe('110105********002X');
  });

  it('shows nothing of anything else', () => {
    expect(maskIdNumber('110105')).toBe('******');
    expect(maskIdNumber('')).toBe('');
  });
});
