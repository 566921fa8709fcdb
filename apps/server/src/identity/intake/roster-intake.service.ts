import { documentName } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isWithinScope } from '../../platform/auth/scope.js';
import { BlindIndex } from '../../platform/crypto/blind-index.js';
import { newId } from '../../platform/ids.js';
import { RealNameService } from '../real-name.service.js';
import { IntakeRepository, type KnownPerson } from './intake.repository.js';
import type { IntakeContext } from './resident-intake.service.js';

/** A member as a roster names them: by document number, phone number or both. Whoever the number does not find is sought by the phone. */
export interface RosterMember {
  name: string;
  idNumber: string | null;
  phone: string | null;
}

export type RosterOutcome = 'changed' | 'unchanged' | { field: 'name' | 'idNumber' | 'phone'; message: string };

/** The same for who is unknown, out of reach, or called otherwise: it tells nothing of anyone. */
const NOBODY = '没有找到这个人。请核对姓名和号码；还没有实名注册的，请先注册。';

/** Makes registered persons members of an organisation, many at once. */
@Injectable()
export class RosterIntake {
  constructor(
    private readonly realNames: RealNameService,
    private readonly blindIndex: BlindIndex,
    private readonly persons: IntakeRepository,
  ) {}

  /** @returns an outcome for each member, in their order */
  async take(tx: EntityManager, organisationId: string, members: readonly RosterMember[], context: IntakeContext): Promise<RosterOutcome[]> {
    const idIndexes = members.map(({ idNumber }) => (idNumber === null ? [] : this.realNames.indexesOf(idNumber)));
    const phoneIndexes = members.map(({ phone }) => phone && this.blindIndex.of('phone', phone));
    const byId = await this.persons.byIdIndex(tx, idIndexes.flat(), context.apply);
    const byPhone = await this.persons.byPhoneIndex(tx, phoneIndexes.filter((index) => index !== null), context.apply);
    const joining = new Set<string>();
    const outcomes = members.map((member, i): RosterOutcome => {
      const field = member.idNumber === null ? 'phone' : 'idNumber';
      if (member.idNumber === null && member.phone === null) return { field, message: '证件号码和手机号都没有填，或者手机号不对。请至少填对一个。' };
      const found = [...idIndexes[i]!.map((index) => byId.get(index)), byPhone.get(phoneIndexes[i] ?? '')];
      const person = found.find((one) => one !== undefined && this.isReached(one, member, context));
      if (!person) return { field, message: NOBODY };
      if (person.organisationId === organisationId || joining.has(person.id)) return 'unchanged';
      joining.add(person.id);
      return 'changed';
    });
    if (context.apply && joining.size > 0) await this.join(tx, organisationId, [...joining], context);
    return outcomes;
  }

  private isReached(person: KnownPerson, { name }: RosterMember, { region }: IntakeContext): boolean {
    // In the form in which the name of a foreign document is stored, too.
    const read = documentName('other', name);
    const isReachable = person.state === 'active' && person.regionPath !== null && isWithinScope(person.regionPath, [region.path]);
    return isReachable && read !== null && person.nameIndex === this.blindIndex.of('name', read);
  }

  private async join(tx: EntityManager, organisationId: string, ids: readonly string[], { accountId, now }: IntakeContext): Promise<void> {
    await tx.query('UPDATE membership SET valid_to = ? WHERE person_id IN (?) AND valid_to IS NULL', [now, ids]);
    await tx.query('INSERT INTO membership (id, person_id, organisation_id, valid_from, changed_by) VALUES ?', [ids.map((id) => [newId(), id, organisationId, now, accountId])]);
    await tx.query('UPDATE person SET organisation_id = ? WHERE id IN (?)', [organisationId, ids]);
  }
}
