import type { ColumnOptions, ValueTransformer } from 'typeorm';

const ascii = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** Fixed-width ascii id (UUID text form). */
export const idColumn: ColumnOptions = { type: 'char', length: 36, ...ascii };

/** Up to `length` ascii characters: codes, states, hashes, keys. Compared byte by byte. */
export const asciiColumn = (length: number): ColumnOptions => ({ type: 'varchar', length, ...ascii });

/** 64 hexadecimal digits of a SHA-256. */
export const hashColumn: ColumnOptions = { type: 'char', length: 64, ...ascii };

/** UTC with milliseconds. */
export const timeColumn: ColumnOptions = { type: 'datetime', precision: 3 };

/** A calendar date `YYYY-MM-DD` in Asia/Shanghai, kept as text on the way in and out. */
export const dateColumn: ColumnOptions = { type: 'date' };

/** Exact whole number up to 2^53; mysql2 hands it over as a number. */
export const bigintColumn: ColumnOptions = { type: 'bigint' };

const json: ValueTransformer = {
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
  from: (text: string | null) => (text === null ? null : JSON.parse(text)),
};

/** JSON kept as text, so that MariaDB and MySQL store the same bytes. */
export const jsonColumn: ColumnOptions = { type: 'mediumtext', transformer: json };
