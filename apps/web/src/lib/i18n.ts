import rosetta from 'rosetta';

/** The languages of the site; a feature brings its strings in each of them. */
type Language = 'zh-CN';

/** Sentences by key, in groups if need be. */
type Strings = { [key: string]: string | Strings };

type KeyOf<S> = { [K in keyof S & string]: S[K] extends string ? K : `${K}.${KeyOf<S[K]>}` }[keyof S & string];

/** The sentence of a key, with `{{name}}` replaced by the value of that name. */
export type Translate<S> = (key: KeyOf<S>, values?: Record<string, string | number>) => string;

const LANGUAGE: Language = 'zh-CN';

/**
 * Gives the components of a feature the hook to read its strings:
 * `export const useStrings = stringsOf({ 'zh-CN': zhCN })`. Only keys that exist are accepted.
 */
export function stringsOf<S extends Strings>(languages: Record<Language, S>): () => Translate<S> {
  const book = rosetta<Strings>(languages);
  book.locale(LANGUAGE);
  const translate: Translate<S> = (key, values) => book.t(key, values);
  return () => translate;
}
