import type { ColumnOptions, ValueTransformer } from 'typeorm';

const ascii = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** Fixed-width ascii id (UUID text form). */
export const idColumn = { type: 'char', length: 36, ...ascii } as const satisfies ColumnOptions;

/** Up to `length` ascii characters: codes, states, hashes, keys. Compared byte by byte. */
export const asciiColumn = (length: number) => ({ type: 'varchar', length, ...ascii }) as const satisfies ColumnOptions;

/** 64 hexadecimal digits of a SHA-256. */
export const hashColumn = { type: 'char', length: 64, ...ascii } as const satisfies ColumnOptions;

/** UTC with milliseconds. */
export const timeColumn = { type: 'datetime', precision: 3 } as const satisfies ColumnOptions;

/** A calendar date `YYYY-MM-DD` in Asia/Shanghai, kept as text on the way in and out. */
export const dateColumn = { type: 'date' } as const satisfies ColumnOptions;

/** Exact whole number up to 2^53; mysql2 hands it over as a number. */
export const bigintColumn = { type: 'bigint' } as const satisfies ColumnOptions;

const json: ValueTransformer = {
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
  from: (text: string | null) => (text === null ? null : JSON.parse(text)),
};

/** JSON kept as text, so that MariaDB and MySQL store the same bytes. */
export const jsonColumn = { type: 'mediumtext', transformer: json } as const satisfies ColumnOptions;
