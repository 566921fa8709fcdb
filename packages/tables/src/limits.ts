/** What a table of a stranger may cost. Everything is held while streaming, before anything is believed. */
export const LIMITS = {
  /** Bytes of the file itself. */
  fileBytes: 20 * 1024 * 1024,
  /** Bytes of all that is unpacked from an xlsx. */
  unpackedBytes: 200 * 1024 * 1024,
  /** Times that an entry may unpack to, once it is larger than `ratioFromBytes`. Real sheets stay under 60. */
  ratio: 150,
  ratioFromBytes: 8 * 1024 * 1024,
  /** Entries of the archive. */
  entries: 200,
  /** Bytes of all shared strings of an xlsx. */
  sharedStringBytes: 32 * 1024 * 1024,
  /** Shared strings, each of which costs memory even when it is empty. */
  sharedStrings: 2_000_000,
  rows: 200_000,
  /** Line of the last row: blank ones take their time, too. */
  lines: 500_000,
  columns: 64,
  cellCharacters: 1000,
  /** Bytes of one line of a csv: all columns as long as they may be. */
  lineBytes: 64 * 1000 * 3,
} as const;

/** Old space of the child's heap, MiB. */
export const CHILD_HEAP_MIB = 64;
/** How long a reader may be waited for in all, in milliseconds; the time in which its rows are worked on does not count. */
export const DEADLINE_MS = 60_000;
