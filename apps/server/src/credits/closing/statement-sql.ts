/**
 * Statements of many persons by one INSERT … SELECT each: what `statementTotals`, `statementText` and `merkleLeaf` of the domain say of one
 * person, said to the database of all. A test holds the two equal, row by row, over random histories.
 */
import { ENTRY_KINDS } from '@xuexi/domain';
import { COUNTS_IN_YEAR, countingIn } from '../../identity/counting.js';

/** SQL with its parameters in order. */
export interface Sql {
  sql: string;
  params: unknown[];
}

/** Whose entries `e` of a year are looked at. */
export interface Entries extends Sql {
  year: number;
}

/** What is the same for all statements of one INSERT. */
export interface Issue {
  closingId: string;
  /** Id of each statement, in terms of `s.digest`. */
  id: Sql;
  status: 'preliminary' | 'valid';
  /** Version of each, in terms of the entries `e` and the changes `c`. */
  version: Sql;
  /** Why there is another version than the first. */
  reason: string;
  targetUnits: number;
  computedAt: Date;
}

const INDEXED = 'credit_entry e FORCE INDEX (ix_credit_entry_statement)';
const CHARACTERS_OF_SUMS = 300;
/** Added to a place in a chain, so that the places sort as text. */
const TEN_DIGITS = 1_000_000_000;

/** Of persons whose ids lie in a range, in order of id: the index is read once, from left to right. */
export function entriesInRange(year: number, afterId: string, untilId: string | null): Entries {
  const until = untilId === null ? '' : ' AND e.person_id <= ?';
  return { year, sql: `FROM ${INDEXED} WHERE e.year = ? AND e.person_id > ?${until}`, params: [year, afterId, ...(untilId === null ? [] : [untilId])] };
}

/** Of some persons. */
export function entriesOf(year: number, personIds: readonly string[]): Entries {
  return { year, sql: `FROM ${INDEXED} WHERE e.year = ? AND e.person_id IN (?)`, params: [year, personIds] };
}

/** Of the persons for whom a part of a closing has found something to state. */
export function entriesOfChanges(year: number, closingId: string, part: number): Entries {
  return {
    year,
    sql: `FROM closing_change c STRAIGHT_JOIN ${INDEXED} ON e.year = ? AND e.person_id = c.person_id WHERE c.closing_id = ? AND c.part = ? AND c.version IS NOT NULL`,
    params: [year, closingId, part],
  };
}

/** One row `t` per person: units, entries, kinds and months as inner JSON, first and last policy version, head of the chain, digest. */
export function totalsOf({ year, sql, params }: Entries, version: Sql = { sql: 'NULL', params: [] }): Sql {
  return {
    sql: `SELECT e.person_id, CAST(SUM(e.units) AS SIGNED) AS units, COUNT(*) AS entries,
        ${ascii(`CONCAT_WS(',', ${[...ENTRY_KINDS].sort().map(ofKind).join(', ')})`)} AS kinds,
        ${ascii(`CONCAT_WS(',', ${Array.from({ length: 12 }, (_, at) => ofMonth(at + 1, year)).join(', ')})`)} AS months,
        MIN(e.policy_version) AS first_policy, MAX(e.policy_version) AS last_policy,
        CAST(SUBSTR(MAX(CONCAT(e.sequence + ${TEN_DIGITS}, e.hash)), 11) AS CHAR(64) CHARACTER SET ascii) AS chain_head,
        CAST(SHA2(CONCAT(e.person_id, '|', ?), 256) AS CHAR(64) CHARACTER SET ascii) AS digest,
        ${version.sql} AS version
      ${sql} GROUP BY e.person_id`,
    params: [year, ...version.params, ...params],
  };
}

/** Adds the statements of all persons with entries whose entries count. Where one of its year and version is, it stays. */
export function insertStatements(entries: Entries, issue: Issue): Sql {
  const { closingId, id, status, version, reason, targetUnits, computedAt } = issue;
  const { year } = entries;
  const totals = totalsOf(entries, version);
  return {
    sql: `INSERT INTO statement (id, number, person_id, year, version, status, units, entries, target_met, policy_versions, chain_head, closing_id, computed_at, kinds, months, reason, leaf, region_id, region_path)
      SELECT ${id.sql}, s.number, s.person_id, ?, s.version, ?, s.units, s.entries, s.units >= ?, CONCAT('[', s.policies, ']'), s.chain_head, ?, ?,
             CONCAT('{', s.kinds, '}'), CONCAT('[', s.months, ']'), IF(s.version > 1, ?, NULL), SHA2(CONCAT(CHAR(0), ${TEXT}), 256), s.region_id, s.region_path
        FROM (SELECT t.*, p.region_id, p.region_path, CONCAT(?, '-', UPPER(LEFT(t.digest, 16)), '-', t.version) AS number,
                     CAST(IF(t.first_policy = t.last_policy, JSON_QUOTE(t.first_policy), ${POLICIES}) AS CHAR CHARACTER SET ascii) AS policies
                FROM (${totals.sql}) t STRAIGHT_JOIN person p ON p.id = t.person_id WHERE ${COUNTS_IN_YEAR}) s
      ON DUPLICATE KEY UPDATE statement.version = statement.version`,
    params: [...id.params, year, status, targetUnits, closingId, computedAt, reason, JSON.stringify(reason), targetUnits, year, year, year, ...totals.params, ...countingIn(year)],
  };
}

/** The canonical JSON of `statementText`, without the leaf's prefix; parameters: reason as JSON, units of the target, year. */
const TEXT = `'{"chainHead":"', s.chain_head, '","entries":', s.entries, ',"kind":"xuexi-statement/1","kinds":{', s.kinds, '},"months":[', s.months,
  '],"number":"', s.number, '","personId":"', s.person_id, '","policyVersions":[', s.policies, '],"reason":', IF(s.version > 1, CAST(? AS BINARY), 'null'),
  ',"regionId":', IF(s.region_id IS NULL, 'null', CONCAT('"', s.region_id, '"')), ',"targetMet":', IF(s.units >= ?, 'true', 'false'),
  ',"units":', s.units, ',"version":', s.version, ',"year":', ?, '}'`;

/** Looked up only of persons with entries under several policies; parameter: year. */
const POLICIES = `(SELECT GROUP_CONCAT(DISTINCT JSON_QUOTE(x.policy_version) ORDER BY x.policy_version)
  FROM credit_entry x FORCE INDEX (ix_credit_entry_statement) WHERE x.year = ? AND x.person_id = t.person_id)`;

/** NULL, and so left out, where there is no entry of the kind. */
function ofKind(kind: string): string {
  return `CONCAT('"${kind}":', ${sumIf(`e.kind = '${kind}'`, 'NULL')})`;
}

/** As `statedMonth` says: what is dated after the year stands under December. */
function ofMonth(month: number, year: number): string {
  const later = `DATE'${year + 1}-01-01'`;
  const stated = month === 12 ? `MONTH(e.date) = 12 OR e.date >= ${later}` : `MONTH(e.date) = ${month} AND e.date < ${later}`;
  return sumIf(stated, '0');
}

/** Units are whole and far below 2^53, so that double numbers add them exactly; the database adds them far faster than whole ones. */
function sumIf(condition: string, otherwise: string): string {
  return `CAST(SUM(IF(${condition}, e.units + 0e0, ${otherwise})) AS SIGNED)`;
}

/** Short enough that temporary tables stay in memory. */
function ascii(text: string): string {
  return `CAST(${text} AS CHAR(${CHARACTERS_OF_SUMS}) CHARACTER SET ascii)`;
}
