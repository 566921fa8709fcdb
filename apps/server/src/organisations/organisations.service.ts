import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Clock } from '../platform/clock.js';
import { inTransaction, isDuplicate } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import type { Region } from '../regions/region.entity.js';
import { RegionsService } from '../regions/regions.service.js';
import { Organisation } from './organisation.entity.js';
import type { NewOrganisationDto, OrganisationBriefDto, OrganisationChangeDto, OrganisationChoicesDto, OrganisationDto, OrganisationPageDto, OrganisationsQuery } from './organisations.dto.js';
import { OrganisationsRepository } from './organisations.repository.js';
import { placeOf, placeText } from './organisation-place.js';

const CHOICES = 20;

/** 单位 within the caller's regions; what lies outside is not found. */
@Injectable()
export class OrganisationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: OrganisationsRepository,
    private readonly regions: RegionsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** In order of name. @throws Problem not_found for a region outside the caller's scope */
  async list(caller: Principal, { regionId, cursor, limit, ...filter }: OrganisationsQuery): Promise<OrganisationPageDto> {
    const scope = caller.scope('organisations.write');
    const region = regionId ? await this.regions.get(regionId) : null;
    if (region && !isWithinScope(region.path, scope)) throw new Problem('not_found');
    const within = region ? [scope, [region.path]] : [scope];
    const found = await this.repository.list({ ...filter, within, after: placeOf(cursor), limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { items: await this.describeAll(page), next: found.length > limit && last ? placeText(last) : null };
  }

  /** @throws Problem not_found */
  async get(caller: Principal, id: string): Promise<OrganisationDto> {
    const organisation = await this.repository.byId(id);
    if (!organisation || !isWithinScope(organisation.regionPath, caller.scope('organisations.write'))) throw new Problem('not_found');
    const [described] = await this.describeAll([organisation]);
    return described!;
  }

  /** @throws Problem not_found (region), region_closed, organisation_code_taken */
  async create(caller: Principal, input: NewOrganisationDto): Promise<OrganisationDto> {
    const id = await this.write(async (tx) => {
      const region = await this.regionWithin(tx, caller.scope('organisations.write'), input.regionId);
      const { id: made } = await this.add(tx, input, region);
      await this.audit.record(tx, { action: 'organisation.create', by: caller.accountId, on: { kind: 'organisation', id: made }, regionPath: region.path });
      return made;
    });
    return this.get(caller, id);
  }

  /** @throws Problem not_found, region_closed, organisation_closed, organisation_code_taken */
  async change(caller: Principal, id: string, change: OrganisationChangeDto): Promise<OrganisationDto> {
    await this.write(async (tx) => {
      const scope = caller.scope('organisations.write');
      const region = change.regionId ? await this.regionWithin(tx, scope, change.regionId) : null;
      const organisation = await this.ownOpen(tx, scope, id);
      const changed = { ...change, ...(region && { regionId: region.id, regionPath: region.path }) };
      if (Object.keys(changed).length === 0) return;
      await tx.update(Organisation, { id }, changed);
      const details = { fields: Object.keys(change), from: organisation.regionId, to: changed.regionId ?? organisation.regionId };
      await this.audit.record(tx, { action: 'organisation.change', by: caller.accountId, on: { kind: 'organisation', id }, regionPath: region?.path ?? organisation.regionPath, details });
    });
    return this.get(caller, id);
  }

  /** Closes an organisation: it takes no more members. @throws Problem not_found, organisation_closed */
  async close(caller: Principal, id: string): Promise<OrganisationDto> {
    await this.write(async (tx) => {
      const { regionPath } = await this.ownOpen(tx, caller.scope('organisations.write'), id);
      await tx.update(Organisation, { id }, { closedAt: this.clock.date() });
      await this.audit.record(tx, { action: 'organisation.close', by: caller.accountId, on: { kind: 'organisation', id }, regionPath });
    });
    return this.get(caller, id);
  }

  /**
   * Stores an organisation in a region that the transaction holds. Whether the caller may do so, and the audit log, are
   * the caller's.
   * @throws QueryFailedError (duplicate) when the credit code is taken
   */
  async add(tx: EntityManager, { name, kind, creditCode }: Omit<NewOrganisationDto, 'regionId'>, region: Pick<Region, 'id' | 'path'>): Promise<Organisation> {
    const organisation: Organisation = { id: newId(), name, kind, creditCode, regionId: region.id, regionPath: region.path, createdAt: this.clock.date(), closedAt: null };
    await tx.insert(Organisation, organisation);
    return organisation;
  }

  /** Open organisations under a root of the tree whose name contains a text; for learners choosing their own. */
  async choices(rootPath: string, q: string): Promise<OrganisationChoicesDto> {
    const found = await this.repository.list({ within: [[rootPath]], q, closed: false, after: null, limit: CHOICES });
    return { items: (await this.describeAll(found)).map(({ id, name, kind, region }) => ({ id, name, kind, regionName: region.name })) };
  }

  /** An open organisation that stays so until the commit. @throws Problem invalid_input, organisation_closed */
  async holdOpen(tx: EntityManager, id: string): Promise<Organisation> {
    const organisation = await this.repository.held(tx, id);
    if (!organisation) throw new Problem('invalid_input', [{ field: 'organisationId', message: '没有找到这个单位，请重新选择' }]);
    if (organisation.closedAt) throw new Problem('organisation_closed');
    return organisation;
  }

  /** The organisation of a credit code, whether open or closed; null: there is none. */
  byCreditCode(tx: EntityManager, creditCode: string): Promise<Organisation | null> {
    return this.repository.byCreditCode(creditCode, tx);
  }

  /** An organisation as its members see it; null: there is none. */
  async brief(id: string): Promise<OrganisationBriefDto | null> {
    const organisation = await this.repository.byId(id);
    return organisation && { id, name: organisation.name, kind: organisation.kind };
  }

  private async ownOpen(tx: EntityManager, scope: string[], id: string): Promise<Organisation> {
    const organisation = await tx.findOne(Organisation, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!organisation || !isWithinScope(organisation.regionPath, scope)) throw new Problem('not_found');
    if (organisation.closedAt) throw new Problem('organisation_closed');
    return organisation;
  }

  private async regionWithin(tx: EntityManager, scope: string[], id: string): Promise<Region> {
    const region = await this.regions.hold(tx, id);
    if (!region || !isWithinScope(region.path, scope)) throw new Problem('not_found');
    if (region.validTo) throw new Problem('region_closed');
    return region;
  }

  private async write<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(this.dataSource, work);
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('organisation_code_taken', [{ field: 'creditCode', message: '已有单位使用这个代码' }]);
      throw error;
    }
  }

  private async describeAll(organisations: Organisation[]): Promise<OrganisationDto[]> {
    const places = await this.regions.places(organisations.map((organisation) => organisation.regionId));
    return organisations.map(({ id, name, kind, creditCode, regionId, createdAt, closedAt }) => {
      const place = places.get(regionId);
      return {
        id,
        name,
        kind,
        creditCode,
        region: { id: regionId, name: place?.name ?? '', names: place?.names ?? [] },
        createdAt: createdAt.toISOString(),
        closedAt: closedAt?.toISOString() ?? null,
      };
    });
  }
}
