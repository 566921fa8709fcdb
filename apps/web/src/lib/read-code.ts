/** The six digits of an SMS or of an authenticator, however they are typed; null when they are none. */
export function readCode(typed: string): string | null {
  const code = typed.normalize('NFKC').replace(/\s/g, '');
  return /^\d{6}$/.test(code) ? code : null;
}
