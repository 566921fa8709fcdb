export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The header content-disposition of a file that browsers save under a name of any characters. */
export function attachment(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
}
