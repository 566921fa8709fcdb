import { v7 } from 'uuid';

/** A new time-ordered id (UUIDv7, 36 characters), made by the application and never by the database. */
export function newId(): string {
  return v7();
}
