// What the bootstrap tells a person: Chinese first, English below it.

/**
 * Prints one message in both languages to standard error.
 * @param {string} zh
 * @param {string} en
 */
export function say(zh, en) {
  process.stderr.write(`${zh}\n${en}\n`);
}

/**
 * Says why the command cannot go on and ends the process with status 1.
 * @param {string} zh
 * @param {string} en
 * @returns {never}
 */
export function refuse(zh, en) {
  say(zh, en);
  process.exit(1);
}
