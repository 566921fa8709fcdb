import type { Api } from '@xuexi/api-client';
import { permissionsOf, type Role } from '@xuexi/domain';

import type { Permission } from '../src/lib/session';

const CITY: Api['RegionPlace'] = { id: '01900000-0000-7000-8000-000000000001', name: '景德镇市', level: 'city', names: ['景德镇市'] };

/** Somebody signed in who holds these roles for the city, and what the table of permissions gives with them. */
export function someone(...roles: Role[]): Api['Me'] {
  return {
    accountId: '01900000-0000-7000-8000-0000000000a1',
    displayName: '测试账号',
    phoneMasked: '139****0001',
    loginNumber: null,
    hasPassword: true,
    passwordTemporary: false,
    secondFactor: { on: false, needed: false, given: false, recoveryCodesLeft: 0 },
    roles: roles.map((role) => ({ role, region: CITY })),
    permissions: [...new Set(roles.flatMap((role) => permissionsOf(role)))] as Permission[],
    person: {
      id: '01900000-0000-7000-8000-0000000000b1',
      verification: 'verified',
      verifiedAt: null,
      nameMasked: '测*',
      idNumberMasked: null,
      documentKind: null,
      age: null,
      sex: null,
      birthYear: null,
      claim: null,
      region: CITY,
      organisation: null,
    },
  };
}

export const NOTHING_WAITS: Api['Todo'] = { reviewsWaiting: 0, oldestReviewAt: null, mediaFailed: [], coursesReturned: 0, realNamesWaiting: 0, correctionsWaiting: 0, appealsWaiting: 0, oldestAppealAt: null };

/** A video that is ready, unless `changes` say otherwise. */
export function someMedia(changes: Partial<Api['Media']> = {}): Api['Media'] {
  return {
    id: '01900000-0000-7000-8000-0000000000c1',
    lessonId: '01900000-0000-7000-8000-0000000000d1',
    fileName: '拉坯.mp4',
    bytes: 52_428_800,
    kind: 'video',
    speed: null,
    etaSeconds: null,
    playable: true,
    complete: true,
    waitsFor: null,
    runs: [],
    pages: null,
    takenDown: null,
    state: 'ready',
    progress: 100,
    queuePlace: null,
    failure: null,
    durationSeconds: 492,
    renditions: [{ name: '720p', kind: 'video', width: 1280, height: 720, bandwidth: 2_400_000, averageBandwidth: 1_900_000, bytes: 10_485_760 }],
    createdAt: '2026-11-22T06:00:00.000Z',
    readyAt: '2026-11-22T06:05:00.000Z',
    ...changes,
  };
}

/** A draft of one chapter with one lesson, unless `changes` say otherwise. */
export function someCourse(changes: Partial<Api['TaughtCourseDetail']> = {}): Api['TaughtCourseDetail'] {
  return {
    id: '01900000-0000-7000-8000-0000000000e1',
    title: '拉坯入门',
    category: { code: 'arts', name: '人文艺术' },
    state: 'draft',
    reviewNote: null,
    instructorName: '测试账号',
    publishedVersion: null,
    lessonCount: 1,
    readyLessons: 0,
    failedLessons: 0,
    updatedAt: '2026-11-22T06:00:00.000Z',
    submittedAt: null,
    summary: '',
    editable: true,
    preventSkip: false,
    declaredCredits: null,
    withdrawn: null,
    missing: [{ lessonId: '01900000-0000-7000-8000-0000000000d1', sentence: '“定中心”还没有内容，请上传。' }],
    chapters: [
      {
        id: '01900000-0000-7000-8000-0000000000f1',
        title: '第一讲',
        lessons: [{ id: '01900000-0000-7000-8000-0000000000d1', title: '定中心', required: true, media: null }],
      },
    ],
    ...changes,
  };
}

/** A refusal of the API. */
export function problem(status: number, code: Api['Problem']['code'], fields?: Api['Problem']['fields']): Api['Problem'] {
  return { type: `urn:xuexi:problem:${code}`, status, code, title: `题：${code}`, detail: `解：${code}`, fields };
}
