import { creditYear, isPersonName, maskIdNumber, maskName, maskPhone, normalizePersonName, parseIdNumber, parseLogin, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/auth/principal.js';
import { isWithinScope } from '../../platform/auth/scope.js';
import { Clock } from '../../platform/clock.js';
import { BlindIndex } from '../../platform/crypto/blind-index.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { Problem } from '../../platform/errors/problem.js';
import type { RegionPlaceDto } from '../../regions/regions.dto.js';
import { RegionsService } from '../../regions/regions.service.js';
import { RealNameService } from '../real-name.service.js';
import type { LearnerQuery, LearnerSearchDto, ListedLearnerDto } from './learners.dto.js';
import { type LearnerFilter, type LearnerRow, LearnersRepository, type Place } from './learners.repository.js';

/** As many as one number can lead to, and more. */
const FOUND_MAX = 20;
const CURSOR = /^((?:[0-9a-f-]{36}\/){1,6})([0-9a-f-]{36})$/;

/** 学员: the persons of the caller's regions, masked, page by page without counting them all. */
@Injectable()
export class LearnersService {
  constructor(
    private readonly repository: LearnersRepository,
    private readonly regions: RegionsService,
    private readonly realNames: RealNameService,
    private readonly keys: PersonKeys,
    private readonly blindIndex: BlindIndex,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found for a region outside of the caller's, invalid_input for a cursor of another list */
  async list(caller: Principal, query: LearnerQuery): Promise<{ items: ListedLearnerDto[]; nextCursor: string | null }> {
    const scope = caller.scope('learners.read');
    const rows = await this.repository.page(await this.filterOf(scope, query), query.cursor === undefined ? null : placeOf(query.cursor), query.limit + 1);
    const shown = rows.slice(0, query.limit);
    return { items: await this.describe(shown), nextCursor: rows.length > query.limit ? cursorOf(shown.at(-1)!) : null };
  }

  /** Learners of exactly this phone, document, 学员号 or name; nobody when they live elsewhere, as when there are none. */
  async search(caller: Principal, { number }: LearnerSearchDto): Promise<ListedLearnerDto[]> {
    const found = { scope: caller.scope('learners.read'), states: ['active', 'deceased', 'moved'] as const };
    const rows = new Map<string, LearnerRow>();
    for (const by of this.sought(number)) for (const row of await this.repository.page({ ...found, ...by }, null, FOUND_MAX)) rows.set(row.id, row);
    return this.describe([...rows.values()]);
  }

  /** What may have been typed: a phone, an ID number, a 学员号, a whole name, or the number of another document. */
  private sought(typed: string): Partial<LearnerFilter>[] {
    const login = parseLogin(typed);
    if (login?.kind === 'phone') return [{ phoneIndex: this.blindIndex.of('phone', login.phone) }];
    const parsed = parseIdNumber(typed, shanghaiDate(this.clock.now()));
    if (!parsed.ok && isPersonName(typed)) return [{ nameIndex: this.blindIndex.of('name', normalizePersonName(typed)) }];
    const ofDocuments = this.realNames.indexesOf(typed).map((idNumberIndex) => ({ idNumberIndex }));
    return [...(login && !parsed.ok ? [{ loginNumber: login.number }] : []), ...ofDocuments];
  }

  private async filterOf(scope: readonly string[], query: LearnerQuery): Promise<LearnerFilter> {
    const year = creditYear(this.clock.now());
    const { verification, state, sex, organisationId, ageFrom, ageTo, q } = query;
    return {
      scope,
      ...(query.regionId !== undefined && { regionPath: await this.pathWithin(query.regionId, scope) }),
      ...(q && (/^\d+$/.test(q) ? { loginNumber: q } : { nameIndex: this.blindIndex.of('name', normalizePersonName(q)) })),
      verification,
      states: [state],
      sex,
      organisationId,
      ...(ageFrom !== undefined && { birthYearTo: year - ageFrom }),
      ...(ageTo !== undefined && { birthYearFrom: year - ageTo }),
    };
  }

  private async pathWithin(regionId: string, scope: readonly string[]): Promise<string> {
    const region = await this.regions.get(regionId);
    if (!isWithinScope(region.path, scope)) throw new Problem('not_found');
    return region.path;
  }

  private async describe(rows: LearnerRow[]): Promise<ListedLearnerDto[]> {
    const places = await this.regions.placesAt(rows.map((row) => row.region_path));
    return Promise.all(rows.map((row) => this.describeOne(row, places)));
  }

  private async describeOne(row: LearnerRow, places: Map<string, RegionPlaceDto>): Promise<ListedLearnerDto> {
    const { id, data_key, name_cipher, id_number_cipher, phone_cipher, account_id, birth_year } = row;
    const cipher = data_key && (await this.keys.open({ id, dataKey: data_key }));
    const realName = cipher && this.realNames.decrypted(cipher, { id, nameCipher: name_cipher, idNumberCipher: id_number_cipher });
    return {
      personId: id,
      nameMasked: realName && maskName(realName.name),
      idNumberMasked: realName && maskIdNumber(realName.idNumber),
      phoneMasked: cipher && account_id && phone_cipher && maskPhone(cipher.decrypt(phone_cipher, { table: 'account', column: 'phone', row: account_id })),
      loginNumber: row.login_number,
      verification: row.verification,
      state: row.state,
      sex: row.sex,
      age: birth_year === null ? null : creditYear(this.clock.now()) - birth_year,
      region: (row.region_id && places.get(row.region_id)) || null,
      organisationName: row.organisation_name,
      registeredOn: row.registered_on,
    };
  }
}

function cursorOf({ region_path, id }: LearnerRow): string {
  return Buffer.from(`${region_path}${id}`).toString('base64url');
}

function placeOf(cursor: string): Place {
  const [, regionPath, id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (!regionPath || !id) throw new Problem('invalid_input', [{ field: 'cursor', message: '请从第一页重新开始' }]);
  return { regionPath, id };
}
