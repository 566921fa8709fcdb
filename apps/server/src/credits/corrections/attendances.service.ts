import { type Attendance as Attended, type Policy, creditAttendance, entryKey, formatCredits, isYearClosed, shanghaiDate, yearOfDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type PersonStanding, PersonsService } from '../../identity/persons.service.js';
import { PersonsInScope } from '../../identity/persons-in-scope.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { FieldFault } from '../../platform/errors/problem.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { PoliciesService } from '../policies/policies.service.js';
import { PostingService } from '../posting.service.js';
import { assertNotOwn } from './corrections.service.js';
import { Attendance } from './attendance.entity.js';
import type { RecordAttendanceDto, RecordedAttendanceDto } from './attendances.dto.js';

/** Classes and activities that staff record for a learner, each with its entry (credit-rules.md 10). */
@Injectable()
export class AttendancesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inScope: PersonsInScope,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly posting: PostingService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found, invalid_input (a day to come), year_closed, attendance_refused with the reason */
  async record(caller: Principal, personId: string, input: RecordAttendanceDto): Promise<RecordedAttendanceDto> {
    assertNotOwn(caller, personId);
    const now = this.clock.now();
    if (input.date > shanghaiDate(now)) throw new Problem('invalid_input', [{ field: 'date', message: '日期不能在今天以后' }]);
    if (isYearClosed(yearOfDate(input.date), now)) throw new Problem('year_closed');
    return inTransaction(this.dataSource, async (tx) => {
      const { regionPath } = await this.inScope.get(tx, personId, caller.scope('credits.correct'));
      // Whatever else is posted for the person waits: the limit of the date holds also between two records at once.
      await this.posting.lockHead(tx, personId);
      const person = (await this.persons.standings([personId], tx)).get(personId);
      if (!person || person.mergedInto !== null) throw new Problem('not_found');
      const recorded = await this.post(tx, person, input, { by: caller.accountId, now });
      const details = { personId, activityId: input.activityId, date: input.date, units: recorded.units };
      await this.audit.record(tx, { action: 'credit.attendance', by: caller.accountId, on: { kind: 'person', id: personId }, regionPath, details });
      return recorded;
    });
  }

  private async post(tx: EntityManager, person: PersonStanding, input: RecordAttendanceDto, { by, now }: { by: string; now: number }): Promise<RecordedAttendanceDto> {
    const { activityId, title, date, scheduledMinutes, presentMinutes, signedOut } = input;
    const policy = this.policies.on(date);
    const attended: Attended = { classHours: Number(input.classHours), scheduledMinutes, presentMinutes, signedOut };
    if (await tx.existsBy(Attendance, { personId: person.id, activityId })) throw refused({ field: 'activityId', message: '这个人的这次课已经记过' });
    const earned = creditAttendance(policy, attended, await this.attendedUnits(tx, person.id, date));
    if (!earned.ok) throw refused(reasonOf(earned.why, attended, policy));
    const hundredths = Math.round(attended.classHours * 100);
    const row: Attendance = {
      id: newId(), personId: person.id, activityId, title, date, classHoursHundredths: hundredths, scheduledMinutes, presentMinutes, signedOut,
      recordedBy: by, recordedAt: new Date(now), regionId: person.regionId, regionPath: person.regionPath ?? '',
    };
    await tx.insert(Attendance, row);
    const evidence = { title, classHoursHundredths: hundredths, scheduledMinutes, presentMinutes, signedOut };
    await this.posting.post(tx, person, { kind: 'attend', sourceId: activityId, key: entryKey.attend(person.id, activityId), units: earned.units, date, policyVersion: policy.version, recordedAt: now, evidence });
    return { id: row.id, units: earned.units, credits: formatCredits(earned.units), cut: earned.units * 100 < hundredths * policy.attendance.unitsPerClassHour };
  }

  /** What classes of a date have earned: a class that was taken back afterwards does not make room again. */
  private async attendedUnits(tx: EntityManager, personId: string, date: string): Promise<number> {
    const [row]: { units: number }[] = await tx.query("SELECT CAST(COALESCE(SUM(units), 0) AS SIGNED) AS units FROM credit_entry WHERE person_id = ? AND date = ? AND kind = 'attend'", [personId, date]);
    return row?.units ?? 0;
  }
}

function refused(fault: FieldFault): Problem {
  return new Problem('attendance_refused', [fault]);
}

function reasonOf(why: 'threshold' | 'daily_hours', { signedOut }: Attended, { attendance: { presencePercent, dailyCapUnits } }: Policy): FieldFault {
  if (why === 'daily_hours') return { field: 'date', message: `这一天的线下课已经记满 ${formatCredits(dailyCapUnits)} 学分` };
  return signedOut ? { field: 'presentMinutes', message: `在场时间不到应到的 ${presencePercent}%` } : { field: 'signedOut', message: '没有签退' };
}
