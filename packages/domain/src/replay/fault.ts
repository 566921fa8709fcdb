/** What makes a scenario invalid, and where. */
export class ScenarioFault extends Error {
  override readonly name = 'ScenarioFault';

  /**
   * @param path JSON path of the fault from the root `$`, for example `$.events[3].ranges[0]`
   * @param reason what is wrong there
   */
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`);
  }
}

/** The JSON path of a list of keys and indexes. */
export function jsonPath(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    const name = String(key);
    return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
  }, '$');
}
