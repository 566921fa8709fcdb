import { randomInt } from 'node:crypto';
import { INVITATION_ALPHABET, INVITATION_LENGTH, dayEndsAt, formatInvitationCode, invitationCode } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { isDuplicate } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { CourseInvitation } from './course-invitation.entity.js';
import { CourseOutlineRepository } from './course-outline.repository.js';
import type { InvitationDto, NewInvitationDto } from './course-settings.dto.js';

/** Codes that let their holders join a course by invitation. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outlines: CourseOutlineRepository,
    private readonly clock: Clock,
  ) {}

  /** Newest first. @throws Problem not_found unless the course is the caller's own */
  async list(accountId: string, courseId: string): Promise<InvitationDto[]> {
    await this.assertOwn(accountId, courseId);
    const rows = await this.dataSource.manager.find(CourseInvitation, { where: { courseId }, order: { createdAt: 'DESC', id: 'DESC' } });
    return rows.map((row) => this.describe(row));
  }

  /** @throws Problem not_found, invalid_input (it would have expired already) */
  async create(accountId: string, courseId: string, { validUntil, maxUses }: NewInvitationDto): Promise<InvitationDto> {
    await this.assertOwn(accountId, courseId);
    const expiresAt = new Date(dayEndsAt(validUntil));
    if (expiresAt.getTime() <= this.clock.now()) throw new Problem('invalid_input', [{ field: 'validUntil', message: '请选择今天或以后的日期' }]);
    const row = { id: newId(), courseId, createdBy: accountId, createdAt: this.clock.date(), expiresAt, maxUses, uses: 0, revokedAt: null };
    return this.describe(await this.insert(row));
  }

  /** From then on nobody joins by it; who has joined stays. Again changes nothing. @throws Problem not_found */
  async revoke(accountId: string, id: string): Promise<void> {
    const invitation = await this.dataSource.manager.findOneBy(CourseInvitation, { id });
    if (!invitation) throw new Problem('not_found');
    await this.assertOwn(accountId, invitation.courseId);
    await this.dataSource.query('UPDATE course_invitation SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', [this.clock.date(), id]);
  }

  /**
   * Holds an invitation that lets someone join a course now, so that of many who come at once no more get in than it is for.
   * Whatever is wrong with a code, the answer is the same.
   * @returns its id, to be counted by {@link used} in the same transaction
   * @throws Problem invitation_invalid
   */
  async hold(tx: EntityManager, courseId: string, typed: string): Promise<string> {
    const code = invitationCode(typed);
    const invitation = code && (await tx.findOne(CourseInvitation, { where: { code }, lock: { mode: 'pessimistic_write' } }));
    if (!invitation || invitation.courseId !== courseId || this.stateOf(invitation) !== 'valid') throw new Problem('invitation_invalid');
    return invitation.id;
  }

  /** Someone has joined by an invitation that is held. */
  async used(tx: EntityManager, id: string): Promise<void> {
    await tx.increment(CourseInvitation, { id }, 'uses', 1);
  }

  /** With a code that nobody has: two alike are one in 10^11, and the unique key refuses the second. */
  private async insert(row: Omit<CourseInvitation, 'code'>): Promise<CourseInvitation> {
    for (;;) {
      const invitation = { ...row, code: Array.from({ length: INVITATION_LENGTH }, () => INVITATION_ALPHABET[randomInt(INVITATION_ALPHABET.length)]).join('') };
      try {
        await this.dataSource.manager.insert(CourseInvitation, invitation);
        return invitation;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
  }

  private describe(invitation: CourseInvitation): InvitationDto {
    const { id, code, createdAt, expiresAt, maxUses, uses } = invitation;
    return { id, code: formatInvitationCode(code), createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), maxUses, uses, state: this.stateOf(invitation) };
  }

  private stateOf({ revokedAt, expiresAt, maxUses, uses }: CourseInvitation): InvitationDto['state'] {
    if (revokedAt) return 'revoked';
    if (expiresAt.getTime() <= this.clock.now()) return 'expired';
    return maxUses !== null && uses >= maxUses ? 'used_up' : 'valid';
  }

  private async assertOwn(accountId: string, courseId: string): Promise<void> {
    const course = await this.outlines.course(courseId);
    if (course?.ownerAccountId !== accountId) throw new Problem('not_found');
  }
}
