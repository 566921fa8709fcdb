import type { EntityManager } from 'typeorm';

const ROWS_AT_ONCE = 500;

/**
 * Inserts many rows with few statements. TypeORM's own insert spends most of its time on one placeholder per value, which thousands of rows of
 * demo content would feel.
 */
export async function insertAll<Row extends object>(tx: EntityManager, entity: new () => Row, rows: readonly Row[]): Promise<void> {
  const { driver } = tx.connection;
  const { tableName, columns } = tx.connection.getMetadata(entity);
  const names = columns.map((column) => driver.escape(column.databaseName)).join(', ');
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    const values = rows.slice(i, i + ROWS_AT_ONCE).map((row) => columns.map((column) => driver.preparePersistentValue(column.getEntityValue(row), column)));
    await tx.query(`INSERT INTO ${driver.escape(tableName)} (${names}) VALUES ?`, [values]);
  }
}
