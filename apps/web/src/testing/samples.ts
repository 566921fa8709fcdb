import type { Api } from '@xuexi/api-client';

/** A verified learner, as the API describes one; all of it invented. */
export function sampleMe(over: Partial<Api['Me']['person']> = {}): Api['Me'] {
  return {
    accountId: '01900000-0000-7000-8000-000000000001',
    displayName: '秀英',
    phoneMasked: '138****5678',
    loginNumber: null,
    hasPassword: true,
    passwordTemporary: false,
    secondFactor: { on: false, needed: false, given: false, recoveryCodesLeft: 0 },
    roles: [{ role: 'learner', region: null }],
    permissions: ['learning.watch', 'credits.read_own'],
    person: {
      id: '01900000-0000-7000-8000-000000000002',
      verification: 'verified',
      verifiedAt: '2026-03-02T03:00:00.000Z',
      nameMasked: '王*',
      idNumberMasked: '360203********1226',
      documentKind: 'resident_id',
      age: 74,
      sex: 'female',
      birthYear: 1952,
      claim: null,
      region: { id: '01900000-0000-7000-8000-000000000003', name: '新村社区', level: 'community', names: ['景德镇市', '珠山区', '新村街道', '新村社区'] },
      organisation: null,
      ...over,
    },
  };
}

/** What is read before the real name is given. */
export function sampleConsent(): Api['ConsentText'] {
  return {
    purpose: 'real_name',
    version: '2026-11',
    title: '实名信息',
    why: '用来核对是不是本人。',
    collected: ['证件上的姓名', '证件号码'],
    kept: '加密保存。',
    seenBy: '平时只显示打码后的姓名和号码。',
    withdrawal: '撤回以后，姓名和证件号码会删除。',
  };
}

/** How a lesson of 892 seconds stands of which 372 are watched. */
export function sampleStanding(over: Partial<Api['WatchStanding']> = {}): Api['WatchStanding'] {
  return {
    coverage: [
      [0, 230],
      [250, 392],
    ],
    coveredSeconds: 372,
    requiredSeconds: 803,
    durationSeconds: 892,
    savedAt: 392,
    round: 1,
    completed: null,
    lessonUnits: 35_680,
    lessonCredits: '0.33',
    leftTodayUnits: 396_320,
    leftTodayCredits: '3.66',
    provisional: false,
    ...over,
  };
}

/** A lesson of 892 seconds that is ready and not begun. */
export function sampleLesson(id: string, over: Partial<Api['PublishedLesson']> = {}): Api['PublishedLesson'] {
  return { lessonVersionId: id, title: `课时 ${id}`, kind: 'video', pages: null, durationSeconds: 892, requiredSeconds: 803, units: 35_680, credits: '0.33', ready: true, takenDown: false, required: true, progress: null, ...over };
}

/** A published course with these chapters. */
export function sampleCourse(chapters: Api['Course']['chapters'], over: Partial<Api['Course']> = {}): Api['Course'] {
  return {
    id: 'course',
    versionId: 'version',
    title: '千年瓷都手工制瓷',
    summary: '从一块泥到一件瓷。',
    category: { code: 'arts', name: '人文艺术' },
    instructorName: '余师傅',
    regionName: '新村街道',
    learners: 12,
    rating: null,
    publishedAt: '2026-09-01T00:00:00.000Z',
    totalSeconds: 892,
    units: 35_680,
    credits: '0.33',
    enrolled: false,
    finished: false,
    withdrawn: false,
    dueOn: null,
    preventSkip: false,
    declaredCredits: null,
    joining: { rule: 'open', organisations: [], member: false, prerequisites: [] },
    newVersion: null,
    chapters,
    ...over,
  };
}

/** What a film with a picture of 720 lines is made of, in whole MiB. */
export function sampleRenditions(): Api['Playback']['renditions'] {
  const rendition = (name: string, kind: Api['Playback']['renditions'][number]['kind'], width: number | null, height: number | null, mib: number, bandwidth: number) => ({
    name,
    kind,
    width,
    height,
    bandwidth,
    averageBandwidth: bandwidth,
    bytes: mib * 1024 ** 2,
  });
  return [
    rendition('720p', 'video', 1280, 720, 89, 1_500_000),
    rendition('480p', 'video', 854, 480, 34, 600_000),
    rendition('240p', 'video', 426, 240, 11, 300_000),
    rendition('slides', 'slides', 426, 240, 2, 28_000),
    rendition('sound', 'sound', null, null, 7, 96_000),
    rendition('audio', 'audio-only', null, null, 4, 32_000),
  ];
}

/** A quiz of five questions that was not tried yet, with two of three attempts left today. */
export function sampleQuiz(over: Partial<Api['QuizCard']> = {}): Api['QuizCard'] {
  return {
    courseId: '11111111-1111-7111-8111-111111111111',
    courseVersionId: 'v1',
    passPercent: 60,
    title: '课后小测',
    questions: 5,
    maxPoints: 50,
    passPoints: 30,
    minutes: 20,
    required: true,
    units: 54_000,
    credits: '0.50',
    enrolled: true,
    earned: false,
    corrected: false,
    passed: false,
    provisional: false,
    attemptsPerDate: 3,
    attemptsLeft: 2,
    openAttemptId: null,
    attempts: [],
    ...over,
  };
}
