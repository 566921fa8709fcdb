/** A sentence of the strings whose figures stand between `<b>` and `</b>`. */
export function Rich({ text }: { text: string }) {
  return text.split(/<b>(.*?)<\/b>/).map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : part));
}
