/** Whether a text holds visible ascii alone, as the numbers of statements and learners do. */
export function isAsciiText(text: string): boolean {
  return /^[!-~]+$/.test(text);
}
