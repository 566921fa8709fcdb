/** The ids that a materialised path names, from the root down. */
export function idsOfPath(path: string): string[] {
  return path.split('/').filter((id) => id !== '');
}

/** The path of the root above a path. */
export function rootPathOf(path: string): string {
  return `${path.split('/', 1)[0]}/`;
}
