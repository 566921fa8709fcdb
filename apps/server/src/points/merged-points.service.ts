import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Points, groups and wishes of two records that become one person. */
@Injectable()
export class MergedPoints {
  /**
   * An absorbed person's points are the kept one's from then on. Their keys say what they were for: what both had earned
   * (the registration, a visit of one date, a comment on one course) counts once. Who was hidden in rankings stays hidden.
   */
  async handOver(tx: EntityManager, keptId: string, absorbedId: string): Promise<void> {
    await tx.query('UPDATE IGNORE point_entry SET person_id = ?, idempotency_key = REPLACE(idempotency_key, ?, ?) WHERE person_id = ?', [keptId, absorbedId, keptId, absorbedId]);
    await tx.query('UPDATE IGNORE learning_group_member SET person_id = ? WHERE person_id = ?', [keptId, absorbedId]);
    await tx.query('UPDATE learning_group SET founder_person_id = ? WHERE founder_person_id = ?', [keptId, absorbedId]);
    await tx.query('UPDATE IGNORE ranking_opt_out SET person_id = ? WHERE person_id = ?', [keptId, absorbedId]);
    for (const table of ['point_entry', 'learning_group_member', 'ranking_opt_out', 'ranking_row']) await tx.query(`DELETE FROM ${table} WHERE person_id = ?`, [absorbedId]);
  }
}
