/** The first name of the keys of papers in the storage. */
export const DOCUMENT_FOLDER = 'corrections';

/** Where the file of a paper lies. */
export function keyOfDocument(documentId: string): string {
  return `${DOCUMENT_FOLDER}/${documentId}`;
}
