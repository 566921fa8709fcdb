import clsx from 'clsx';
import type { ReactNode } from 'react';

import styles from './data-table.module.css';

export interface Column<Row> {
  key: string;
  /** The head of the column, with its unit. */
  head: string;
  cell: (row: Row) => ReactNode;
  /** Words stand at the left, figures at the right. */
  words?: boolean;
  /** What is done with a row: stays in sight where the table is wider than the page. Only the last column. */
  acts?: boolean;
}

export interface DataTableProps<Row> {
  /** What the table shows, read aloud. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The last row, which totals the others; its first cell says `totalLabel`. */
  total?: Row;
  totalLabel?: string;
  /** How deep a row stands under the first: 0 sums up what is indented below it. Without it no row does. */
  depth?: (row: Row) => number;
  /** On a narrow page every row stands by itself, each cell with its head: for rows that are read one by one, not compared. */
  cards?: boolean;
}

/** A table whose first column heads its rows. Where it is wider than the page it scrolls by itself. */
export function DataTable<Row>({ label, columns, rows, rowKey, total, totalLabel, depth, cards = false }: DataTableProps<Row>) {
  const line = (row: Row, first?: ReactNode) =>
    columns.map(({ key, head, cell, words, acts }, index) =>
      index === 0 ? (
        <th key={key} scope="row" className={styles.words}>
          <div className={styles.first}>{first ?? cell(row)}</div>
        </th>
      ) : (
        <td key={key} data-head={head} className={clsx(words && styles.words, acts && styles.acts)}>
          {cell(row)}
        </td>
      ),
    );
  return (
    <div className={styles.scroll}>
      <table className={clsx(styles.table, cards && styles.cards)} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ key, head, words, acts }, index) => (
              <th key={key} scope="col" className={clsx((words || index === 0) && styles.words, acts && styles.acts)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={depth && (depth(row) === 0 ? styles.sum : styles.under)}>
              {line(row)}
            </tr>
          ))}
        </tbody>
        {total !== undefined && (
          <tfoot>
            <tr>{line(total, totalLabel)}</tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
