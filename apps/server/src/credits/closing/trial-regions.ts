import type { EntityManager } from 'typeorm';
import type { Closing } from './closing.entity.js';

/**
 * Writes down what a trial has found by region. Statements stand where they were made; what the trial would state anew, stands where its
 * person is now. Kept because the statements in force are others as soon as the year is closed.
 */
export async function keepRegions(tx: EntityManager, { id, year }: Pick<Closing, 'id' | 'year'>): Promise<void> {
  await tx.query(
    `INSERT INTO closing_region (closing_id, region_path, before_statements, before_units, before_target_met, statements, units, target_met)
     SELECT ?, region_path, SUM(is_before), SUM(IF(is_before, units, 0)), SUM(IF(is_before, target_met, 0)), SUM(is_after), SUM(IF(is_after, units, 0)), SUM(IF(is_after, target_met, 0))
       FROM (SELECT COALESCE(f.region_path, '') AS region_path, f.units, f.target_met, 1 AS is_before, c.person_id IS NULL AS is_after
               FROM statement f LEFT JOIN closing_change c ON c.closing_id = ? AND c.person_id = f.person_id WHERE f.year = ? AND f.status <> 'revoked'
             UNION ALL
             SELECT COALESCE(p.region_path, ''), c.units, c.target_met, 0, 1
               FROM closing_change c JOIN person p ON p.id = c.person_id WHERE c.closing_id = ? AND c.effect <> 'gone') AS one
      GROUP BY region_path`,
    [id, id, year, id],
  );
}
