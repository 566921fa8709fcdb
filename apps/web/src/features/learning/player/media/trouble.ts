/**
 * What keeps a film from playing. `line`: the line or the server does not answer. `closed`: the address opens nothing any
 * more, because it is too old or because the lesson was taken down; only the server knows. `decode`: this device cannot show
 * it. `unsupported`: this browser plays no such films.
 */
export type Trouble = 'line' | 'closed' | 'decode' | 'unsupported';
