import { type Row, body, found, id, idOfTheir, installation, listed, open, own, query, scoped, theirs } from './row.js';

const REASON = '按街道来函办理';
const TITLE = { title: '新的标题' };
const DAY = '2026-03-10';

/** Every route of the api, by method and path as its decorators declare them (docs/adding-a-feature.md, step 7). */
export const ROWS: Record<string, Row | readonly Row[]> = {
  'GET health/live': open(),
  'GET health/ready': open(),

  'POST accounts': open(),
  'POST session': open(),
  'DELETE session': open(undefined, { spends: true }),
  'GET me': own(),
  'POST me/real-name': own(),
  'DELETE me/real-name': own(),
  'GET me/claim-requests': own(),
  'POST me/claim-requests/:id/confirmation': theirs(idOfTheir('claim')),
  'POST me/claim-requests/:id/refusal': theirs(idOfTheir('claim')),
  'GET consents': open(),
  'GET me/consents': own(),
  'POST me/consents': own(),
  'DELETE me/consents/:purpose': own(() => ({ params: { purpose: 'real_name' } })),
  'POST me/data-export': own(),
  'GET me/erasure-preview': own(),
  'POST me/erasure': own(body(() => ({ words: '确认注销' })), { spends: true }),

  'GET real-name-claims': listed((s) => s.claim, { limit: '100' }),
  // Out of scope is refused for each id by itself: real-name-review.e2e-spec.ts.
  'POST real-name-claims/approvals': own(body((s) => ({ ids: [s.region] }))),
  'POST real-name-claims/:id/approval': scoped(id('claim'), { consumes: true }),
  'POST real-name-claims/:id/rejection': scoped(id('claim', { reason: 'at_desk' }), { consumes: true }),
  'GET learners/:id/guardian-consent': scoped(id('person')),
  'POST learners/:id/guardian-consent': scoped(id('person', { guardianName: '王秀英', relation: 'mother', documentNote: '户口簿' })),
  'DELETE learners/:id/guardian-consent': scoped(id('person')),
  'POST learners/:id/reveal': scoped(id('person', { reason: REASON })),

  'GET learners': [scoped(query('regionId', 'region')), found(query('q', 'loginNumber'), (s) => s.person)],
  'POST learners/search': [found(body((s) => ({ number: s.phone })), (s) => s.person), found(body((s) => ({ number: s.idNumber })), (s) => s.person)],
  'GET role-grants': [scoped(query('regionId', 'region', { pageSize: '100' }), { shows: (s) => s.grant }), listed((s) => s.grant, { pageSize: '100' })],
  'POST role-grants': scoped(body((s) => ({ accountId: s.account, role: 'clerk', regionId: s.region, validFrom: DAY, validTo: null, reason: REASON })), { consumes: true }),
  'DELETE role-grants/:id': scoped(id('grant'), { consumes: true }),
  'POST role-candidates': installation(),

  'GET regions': open(),
  'GET regions/search': found(query('q', 'regionCode'), (s) => s.region),
  'GET regions/:id': scoped(id('region'), { shows: (s) => s.region }),
  'POST regions': scoped(body((s) => ({ parentId: s.region, code: '360202001009', name: '新的区域' }))),
  'PATCH regions/:id': scoped(id('below', { name: '改名区域' })),
  'POST regions/:id/move': scoped((s) => ({ params: { id: s.below }, body: { parentId: s.region } })),
  'POST regions/:id/merge': scoped((s) => ({ params: { id: s.below }, body: { intoId: s.below } })),
  'POST regions/:id/split': scoped(id('below', { parts: [{ code: '360202001009', name: '新的区域' }], closeInto: null })),
  'POST regions/:id/closing': scoped(id('below', {}), { consumes: true }),
  'PUT me/region': own(),
  'PUT me/organisation': own(),
  'GET organisations': [scoped(query('regionId', 'region')), found(query('q', 'organisationName'), (s) => s.organisation)],
  'GET organisations/choices': own(() => ({ query: { q: '单位' } })),
  'GET organisations/:id': scoped(id('organisation')),
  'POST organisations': scoped(body((s) => ({ name: '新的单位', kind: 'other', creditCode: null, regionId: s.region }))),
  'PATCH organisations/:id': scoped(id('organisation', { kind: 'school' })),
  'POST organisations/:id/closing': scoped(id('organisation'), { consumes: true }),
  'GET reports/region': scoped(query('regionId', 'region')),
  'GET reports/learners': scoped(query('regionId', 'region')),
  'GET todo': own(),

  'GET categories': open(),
  'GET courses': open(),
  'GET courses/:id': open(),
  'GET teaching/courses': own(),
  'POST teaching/courses': own(),
  'GET teaching/courses/:id': theirs(idOfTheir('draft')),
  'PATCH teaching/courses/:id': theirs(idOfTheir('draft', TITLE)),
  'POST teaching/courses/:id/submission': theirs(idOfTheir('draft')),
  'POST teaching/courses/:id/chapters': theirs(idOfTheir('draft', TITLE)),
  'PATCH teaching/chapters/:id': theirs(idOfTheir('chapter', TITLE)),
  'DELETE teaching/chapters/:id': theirs(idOfTheir('chapter')),
  'POST teaching/chapters/:id/lessons': theirs(idOfTheir('chapter', TITLE)),
  'PATCH teaching/lessons/:id': theirs(idOfTheir('lesson', TITLE)),
  'DELETE teaching/lessons/:id': theirs(idOfTheir('lesson')),
  'GET reviews': listed((s) => s.course),
  'GET reviews/:id': scoped(id('course')),
  'POST reviews/:id/decision': scoped(id('course', { decision: 'return', note: '请补充字幕' }), { consumes: true }),

  'GET media/:id': theirs(idOfTheir('media')),
  'POST media/:id/retry': theirs(idOfTheir('media')),
  'GET media/:id/preview': scoped(id('media'), { by: 'course.review' }),
  'OPTIONS uploads': open(),
  'POST uploads': own(),
  'HEAD uploads/:id': theirs(idOfTheir('media')),
  'PATCH uploads/:id': theirs(idOfTheir('media')),
  'DELETE uploads/:id': theirs(idOfTheir('media')),

  'POST courses/:id/enrolment': own(),
  'GET my/courses': own(),
  'POST play-sessions': own(),
  'POST play-sessions/:id/reports': theirs(idOfTheir('playSession', { seq: 1, ranges: [[0, 5]], rate: 1, position: 5 })),
  'POST play-sessions/:id/presence': theirs(idOfTheir('playSession')),
  'GET my/credits': own(),
  'GET my/credits/entries/:id': theirs(idOfTheir('entry')),
  'GET my/statements': own(),

  'GET audit': [found(query('subjectId', 'person'), (s) => s.person), listed((s) => s.person, { action: 'desk.register', limit: '100' })],
  'GET audit-roots': open(),

  'GET closings': installation(),
  'POST closings': installation(),
  'GET closings/:id': installation(),
};

/** Routes of the router that no controller declares, and why anyone may call them. */
export const RAW_ROUTES: Record<string, string> = {
  'GET /api/openapi.json': 'the contract, which is public',
  'GET /media/:expires/:signature/:mediaId/*': 'the address itself is signed and ends (media-links.ts)',
  'GET /console': 'leads to /console/',
  'GET /console/*': 'files of the built console, the same for everyone',
  'GET /*': 'files of the built learner site, the same for everyone',
};
