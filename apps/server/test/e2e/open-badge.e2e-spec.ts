import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bundledContexts } from '../../src/credits/statements/credential-signer.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import { type Someone, aPerson } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { type StatementWish, aClosingWith, anAmendment } from '../factories/statements.js';
import { Agent } from '../support/agent.js';
import { type Sources, isRevoked, isSignedBy, refusalOf } from '../support/data-integrity.js';
import { type Verdict, otherVendor } from '../support/other-vendor.js';
import { type World, createWorld } from '../support/world.js';

type Json = Record<string, unknown>;
type Path = string[];

const NAME = '欧阳䶮·阿依古丽';

let world: World;
let city: City;
let someone: Someone;
let guest: Agent;
let wallet: (credential: object) => Promise<Verdict>;
const fetchOfHere = globalThis.fetch;

/** Contexts as they are published, and the documents of the platform as it answers them to strangers. */
const sources: Sources = {
  context: async (url) => (await bundledContexts(url)).document as object,
  fetch: async (url) => (await guest.get<Json>(new URL(url).pathname)).body,
};

beforeAll(async () => {
  world = await createWorld('2026-01-20T09:00:00.123+08:00');
  city = await aCity(world);
  someone = await aPerson(world, { region: city.communities[0]!, name: NAME });
  guest = new Agent(world.api.app);
  wallet = await otherVendor(sources);
});
beforeEach(() => world.db.manager.deleteAll(Statement));
afterAll(async () => {
  globalThis.fetch = fetchOfHere;
  await world.close();
});

/** A statement of theirs beside those of others, and the badge that is made of it. */
async function aBadge(wish: Partial<StatementWish> = {}) {
  const others = ['00000000', 'ffffffff'].map((id) => ({ personId: `${id}-0000-7000-8000-000000000000`, region: city.communities[0]! }));
  const [statement] = await aClosingWith(world, [{ personId: someone.personId, region: city.communities[0]!, ...wish }, ...others]);
  const { body } = await someone.agent.get<Json>(`/api/my/statements/${statement!.id}/credential`);
  return { statement: statement!, badge: body };
}

describe('the verifier of these tests', () => {
  /** Data Integrity EdDSA Cryptosuites 1.0 (W3C Recommendation), B.1: the credential and the key that W3C publishes for trying implementations. */
  const KEY = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
  const VECTOR: Json = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
    id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
    type: ['VerifiableCredential', 'AlumniCredential'],
    name: 'Alumni Credential',
    description: 'A minimum viable example of an Alumni Credential.',
    issuer: 'https://vc.example/issuers/5678',
    validFrom: '2023-01-01T00:00:00Z',
    credentialSubject: { id: 'did:example:abcdefgh', alumniOf: 'The School of Examples' },
    proof: {
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      created: '2023-02-24T23:36:38Z',
      verificationMethod: `did:key:${KEY}#${KEY}`,
      proofPurpose: 'assertionMethod',
      proofValue: 'z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme',
    },
  };
  const context: Sources['context'] = async (url) => (url.includes('/examples/') ? { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } } : sources.context(url));

  test('accepts what W3C has signed for trying implementations, and nothing beside it', async () => {
    expect(await isSignedBy(KEY, VECTOR, { context })).toBe(true);
    expect(await isSignedBy(KEY, { ...VECTOR, name: 'Alumni credential' }, { context })).toBe(false);
  });
});

describe('a badge', () => {
  test('is accepted by a verifier written from the texts of W3C and by the wallet of another vendor', async () => {
    const { badge } = await aBadge();
    expect(await refusalOf(badge, sources)).toBeNull();
    expect(await isRevoked(badge, sources)).toBe(false);
    expect(await wallet(badge)).toMatchObject({ checks: ['proof'], errors: [] });
  });

  test('is known as revoked once there is a correction, and no badge beside it', async () => {
    const { badge, statement } = await aBadge();
    await anAmendment(world, statement, {});
    expect(await refusalOf(badge, sources)).toBeNull();
    const status = badge['credentialStatus'] as Json;
    const places = Array.from({ length: 16 }, (_, place) => ({ credentialStatus: { ...status, statusListIndex: String(place) } }));
    const revoked = await Promise.all(places.map((place) => isRevoked(place, sources)));
    expect(revoked.flatMap((is, place) => (is ? [String(place)] : []))).toEqual([status['statusListIndex']]);
  });

  test('whose status list was changed is not said to hold', async () => {
    const { badge } = await aBadge();
    const forged = { ...sources, fetch: async (url: string) => (url.includes('status-lists') ? { ...(await sources.fetch(url)), validFrom: '2026-01-20T01:00:01Z' } : sources.fetch(url)) };
    await expect(isRevoked(badge, forged)).rejects.toThrow('the signature does not fit');
  });

  test('is refused by both with another value in any of its fields', async () => {
    const { badge } = await aBadge();
    const paths = leavesOf(badge);
    expect(paths.length).toBeGreaterThan(50);
    const accepted: string[] = [];
    for (const path of paths) {
      const forged = structuredClone(badge);
      change(forged, path);
      if ((await refusalOf(forged, sources).catch(String)) === null) accepted.push(`${path.join('.')} by the texts`);
      const { errors } = await wallet(forged).catch((error: Error): Verdict => ({ checks: [], errors: [error.message] }));
      if (errors.length === 0) accepted.push(`${path.join('.')} by the wallet`);
    }
    expect(accepted).toEqual([]);
  });

  test('is refused with the key of somebody else, and with a key that the issuer has taken away', async () => {
    const { badge } = await aBadge();
    const without = { ...sources, fetch: async (url: string) => ({ ...(await sources.fetch(url)), assertionMethod: [] }) };
    expect(await refusalOf(badge, without)).toBe('a key that asserts nothing');
    expect(await refusalOf({ ...badge, issuer: 'did:web:elsewhere.test' }, sources)).toBe('the key of somebody else');
  });
});

/**
 * What Open Badges 3.0 demands (1EdTech, data model of OpenBadgeCredential; its JSON schema `ob_v3p0_achievementcredential`
 * says the same). The schema itself may be given on only as a whole and by those registered with 1EdTech, so it does not stand here.
 */
describe('by the data model of Open Badges 3.0', () => {
  const uri = expect.stringMatching(/^(https?:\/\/|urn:uuid:|did:web:)\S+$/);
  const text = expect.stringMatching(/\S/);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const listOf = (...entries: unknown[]) => entries;
  const RESULT_TYPES = ['GradePointAverage', 'LetterGrade', 'Percent', 'PerformanceLevel', 'PredictedScore', 'RawScore', 'Result', 'RubricCriterion', 'RubricCriterionLevel', 'RubricScore', 'ScaledScore', 'Status'];

  const DEMANDED: [where: string, what: unknown][] = [
    ['@context', listOf('https://www.w3.org/ns/credentials/v2', expect.stringMatching(/^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/))],
    ['id', uri],
    ['type', listOf('VerifiableCredential', 'OpenBadgeCredential')],
    ['name', text],
    ['issuer.id', uri],
    ['issuer.type', listOf('Profile')],
    ['issuer.name', text],
    ['issuer.url', uri],
    ['validFrom', time],
    ['credentialSubject.type', listOf('AchievementSubject')],
    ['credentialSubject.identifier', listOf({ type: 'IdentityObject', hashed: false, identityHash: NAME, identityType: 'name' })],
    ['credentialSubject.creditsEarned', 20.18],
    ['credentialSubject.achievement.id', uri],
    ['credentialSubject.achievement.type', listOf('Achievement')],
    ['credentialSubject.achievement.achievementType', 'Certificate'],
    ['credentialSubject.achievement.name', text],
    ['credentialSubject.achievement.description', text],
    ['credentialSubject.achievement.criteria', { narrative: text }],
    ['credentialSubject.achievement.inLanguage', expect.stringMatching(/^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/)],
    ['evidence.0.id', uri],
    ['evidence.0.type', listOf('Evidence')],
    ['credentialStatus.id', uri],
    ['credentialStatus.type', 'BitstringStatusListEntry'],
    ['credentialStatus.statusPurpose', 'revocation'],
    ['credentialStatus.statusListIndex', expect.stringMatching(/^(0|[1-9]\d*)$/)],
    ['credentialStatus.statusListCredential', uri],
    ['proof.0.type', 'DataIntegrityProof'],
    ['proof.0.cryptosuite', 'eddsa-rdfc-2022'],
    ['proof.0.proofPurpose', 'assertionMethod'],
    ['proof.0.created', time],
    ['proof.0.verificationMethod', expect.stringMatching(/^did:web:\S+#\S+$/)],
    ['proof.0.proofValue', expect.stringMatching(/^z\w+$/)],
  ];

  test('has what is demanded, as it is demanded, and nothing that the data model has not', async () => {
    const { badge } = await aBadge();
    for (const [where, what] of DEMANDED) expect([where, at(badge, where)]).toEqual([where, what]);
    expect(Object.keys(badge).toSorted()).toEqual(['@context', 'credentialStatus', 'credentialSubject', 'evidence', 'id', 'issuer', 'name', 'proof', 'type', 'validFrom']);
    expect(at(badge, 'proof')).toHaveLength(1);
  });

  test.each([
    [2_180_000, true, '20.18', '达标'],
    [1_964_000, false, '18.18', '未达标'],
  ])('has results that their descriptions allow: %d units', async (units, targetMet, credits, verdict) => {
    const { badge } = await aBadge({ units, targetMet });
    const descriptions = at(badge, 'credentialSubject.achievement.resultDescription') as { id: string; type: string[]; name: string; resultType: string; allowedValue?: string[]; requiredValue?: string }[];
    const results = at(badge, 'credentialSubject.result') as { type: string[]; resultDescription: string; value: string }[];
    expect(results.map(({ value }) => value)).toEqual([credits, verdict]);
    expect(new Set(descriptions.map(({ id }) => id)).size).toBe(descriptions.length);
    for (const { id, type, name, resultType, allowedValue, requiredValue } of descriptions) {
      expect([id, type, name]).toEqual([uri, ['ResultDescription'], text]);
      expect(RESULT_TYPES).toContain(resultType);
      if (requiredValue !== undefined) expect(allowedValue).toContain(requiredValue);
    }
    for (const { type, resultDescription, value } of results) {
      const described = descriptions.find(({ id }) => id === resultDescription);
      expect([type, described]).toEqual([['Result'], expect.anything()]);
      if (described?.allowedValue) expect(described.allowedValue).toContain(value);
    }
    // From low to high.
    expect(descriptions[1]!.allowedValue).toEqual(['未达标', '达标']);
  });
});

function at(value: unknown, where: string): unknown {
  return where.split('.').reduce((found, key) => (found as Json | undefined)?.[key], value);
}

/** The places of all strings, numbers and booleans. */
function leavesOf(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner).map((path) => [key, ...path]));
}

/** One character, one, or the contrary. */
function change(document: Json, path: Path): void {
  const last = path.at(-1)!;
  const holder = path.slice(0, -1).reduce<Json>((found, key) => found[key] as Json, document);
  const value = holder[last];
  if (typeof value === 'string') holder[last] = `${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}`;
  else holder[last] = typeof value === 'number' ? value + 1 : !value;
}
