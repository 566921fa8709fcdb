import { RANKING_BOARDS, RANKING_MIN_PERSONS, creditYear, formatCredits, sharedPlaces } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PersonsService } from '../identity/persons.service.js';
import { OrganisationLookup } from '../organisations/organisation-lookup.service.js';
import type { Principal } from '../platform/auth/principal.js';
import { Clock } from '../platform/clock.js';
import { Problem } from '../platform/errors/problem.js';
import { RegionsService } from '../regions/regions.service.js';
import { GroupsService } from './groups.service.js';
import { RankingOptOut } from './ranking-opt-out.entity.js';
import { RankingRun } from './ranking-run.entity.js';
import type { RankingBoardDto, RankingDto, RankingQuery } from './rankings.dto.js';

/** Rows that are shown of a ranking. */
const SHOWN = 50;

/** Rows of a board and year whose person does not want to be seen; who opts out is gone at once, not when it is computed next. */
const SEEN = `FROM ranking_row r LEFT JOIN ranking_opt_out o ON o.person_id = r.person_id WHERE r.board = ? AND r.year = ? AND o.person_id IS NULL`;

/** Rankings of credits of the year, of those among whom one lives, works and learns. */
@Injectable()
export class RankingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsService,
    private readonly regions: RegionsService,
    private readonly organisations: OrganisationLookup,
    private readonly groups: GroupsService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found for a board that the caller does not belong to */
  async of({ personId }: Principal, wanted: RankingQuery): Promise<RankingDto> {
    const boards = await this.boardsOf(personId);
    const board = boards.find(({ kind, id }) => kind === wanted.board && (wanted.id === undefined || wanted.id === id));
    if (!board && wanted.id !== undefined) throw new Problem('not_found');
    const year = creditYear(this.clock.now());
    const run = await this.dataSource.manager.findOneBy(RankingRun, { board: wanted.board });
    const optedOut = await this.dataSource.manager.existsBy(RankingOptOut, { personId });
    const shown = board ? await this.shown(`${board.kind}:${board.id}`, year, personId) : NOTHING;
    return { year, boards, board: board ?? null, asOf: run?.asOf.toISOString() ?? null, ...shown, optedOut };
  }

  /** Whether the person is in no ranking from now on. */
  async optOut({ personId }: Principal, optedOut: boolean): Promise<void> {
    const { manager } = this.dataSource;
    if (optedOut) await manager.query('INSERT IGNORE INTO ranking_opt_out (person_id, since) VALUES (?, ?)', [personId, this.clock.date()]);
    else await manager.delete(RankingOptOut, { personId });
  }

  private async shown(board: string, year: number, personId: string): Promise<Pick<RankingDto, 'persons' | 'rows' | 'own'>> {
    const [count]: { n: number }[] = await this.dataSource.query(`SELECT COUNT(*) AS n ${SEEN}`, [board, year]);
    if (!count || count.n < RANKING_MIN_PERSONS) return NOTHING;
    const first: { person_id: string; units: number }[] = await this.dataSource.query(`SELECT r.person_id, r.units ${SEEN} ORDER BY r.place, r.person_id LIMIT ${SHOWN}`, [board, year]);
    const names = await this.persons.maskedNames(first.map((row) => row.person_id));
    const places = sharedPlaces(first.map(({ units }) => units));
    return {
      persons: count.n,
      rows: first.map((row, i) => ({ place: places[i]!, name: names.get(row.person_id) ?? '*', credits: formatCredits(row.units), own: row.person_id === personId })),
      own: await this.own(board, year, personId),
    };
  }

  private async own(board: string, year: number, personId: string): Promise<RankingDto['own']> {
    const [row]: { units: number; place: number }[] = await this.dataSource.query(`SELECT r.units, r.place ${SEEN} AND r.person_id = ?`, [board, year, personId]);
    if (!row) return null;
    const [above]: { n: number }[] = await this.dataSource.query(`SELECT COUNT(*) AS n ${SEEN} AND r.place < ?`, [board, year, row.place]);
    return { place: (above?.n ?? 0) + 1, credits: formatCredits(row.units) };
  }

  private async boardsOf(personId: string): Promise<RankingBoardDto[]> {
    const person = (await this.persons.standings([personId])).get(personId);
    const home = person?.regionId ? await this.regions.get(person.regionId) : null;
    const regions = home ? [...(await this.regions.ancestorsOf(home)), home] : [];
    const organisations = person?.organisationId ? await this.organisations.names([person.organisationId]) : new Map<string, string>();
    const groups = await this.groups.namesOf(personId);
    const named = {
      community: regions.filter(({ level }) => level === 'community'),
      street: regions.filter(({ level }) => level === 'street'),
      organisation: [...organisations].map(([id, name]) => ({ id, name })),
      group: groups,
    };
    return RANKING_BOARDS.flatMap((kind) => named[kind].map(({ id, name }) => ({ kind, id, name })));
  }
}

const NOTHING = { persons: null, rows: [], own: null };
