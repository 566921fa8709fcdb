import type { EntityManager } from 'typeorm';

/** Of the statements of a year that are in force. */
export interface YearFigures {
  statements: number;
  units: number;
  targetMet: number;
}

/** Counts what is in force of a year. Of a person one statement is in force at most. */
export async function figuresInForce(tx: EntityManager, year: number): Promise<YearFigures> {
  const [row]: { statements: number; units: number; target_met: number }[] = await tx.query(
    "SELECT COUNT(*) AS statements, CAST(COALESCE(SUM(units), 0) AS SIGNED) AS units, CAST(COALESCE(SUM(target_met), 0) AS SIGNED) AS target_met FROM statement WHERE year = ? AND status <> 'revoked'",
    [year],
  );
  return { statements: row?.statements ?? 0, units: row?.units ?? 0, targetMet: row?.target_met ?? 0 };
}
