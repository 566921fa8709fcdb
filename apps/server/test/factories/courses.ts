import { Chapter } from '../../src/catalog/chapter.entity.js';
import { CourseVersionLesson } from '../../src/catalog/course-version-lesson.entity.js';
import { CourseVersion } from '../../src/catalog/course-version.entity.js';
import { Course } from '../../src/catalog/course.entity.js';
import { LessonVersion } from '../../src/catalog/lesson-version.entity.js';
import { Lesson } from '../../src/catalog/lesson.entity.js';
import { Media } from '../../src/media/media.entity.js';
import { newId } from '../../src/platform/ids.js';
import { Storage } from '../../src/platform/storage/storage.js';
import type { Region } from '../../src/regions/region.entity.js';
import type { World } from '../support/world.js';
import type { Someone } from './persons.js';

export interface MadeLesson {
  lessonId: string;
  lessonVersionId: string;
  mediaId: string;
  seconds: number;
}

export interface MadeCourse {
  courseId: string;
  versionId: string;
  lessons: MadeLesson[];
}

/** A published course with one chapter and a lesson of each length in seconds, their videos ready; a length of 0 is a document. */
export async function aPublishedCourse(world: World, owner: Someone, lengths: number[], { title = '智能手机入门', region = owner.region }: { title?: string; region?: Region } = {}): Promise<MadeCourse> {
  const { manager } = world.db;
  const now = world.clock.date();
  const [courseId, versionId, chapterId] = [newId(), newId(), newId()];
  const about = { title, summary: '从开机学起。', categoryCode: 'digital' };
  await manager.insert(Course, {
    id: courseId,
    ownerAccountId: owner.accountId,
    regionId: region.id,
    regionPath: region.path,
    ...about,
    state: 'published',
    submittedAt: now,
    publishedVersionId: versionId,
    createdAt: now,
    updatedAt: now,
  });
  await manager.insert(Chapter, { id: chapterId, courseId, title: '第一章', position: 1 });
  await manager.insert(CourseVersion, { id: versionId, courseId, number: 1, ...about, publishedAt: now, publishedBy: owner.accountId });
  const lessons: MadeLesson[] = [];
  for (const [i, seconds] of lengths.entries()) {
    const [lessonId, lessonVersionId] = [newId(), newId()];
    const lessonTitle = `第 ${i + 1} 课`;
    await manager.insert(Lesson, { id: lessonId, chapterId, title: lessonTitle, position: i + 1 });
    const mediaId = seconds === 0 ? await aReadyDocument(world, owner, lessonId) : await aReadyVideo(world, owner, lessonId, seconds);
    await manager.insert(LessonVersion, { id: lessonVersionId, lessonId, mediaId, durationSeconds: seconds });
    await manager.insert(CourseVersionLesson, { courseVersionId: versionId, position: i + 1, lessonVersionId, chapterPosition: 1, chapterTitle: '第一章', title: lessonTitle });
    lessons.push({ lessonId, lessonVersionId, mediaId, seconds });
  }
  return { courseId, versionId, lessons };
}

/** Publishes a second version of a course, as the first but for the changes, and without lessons. @returns its id */
export async function aSecondVersion(world: World, { courseId, versionId }: MadeCourse, changes: Partial<CourseVersion> = {}): Promise<string> {
  const { manager } = world.db;
  const id = newId();
  await manager.insert(CourseVersion, { ...(await manager.findOneByOrFail(CourseVersion, { id: versionId })), id, number: 2, ...changes });
  await manager.update(Course, { id: courseId }, { publishedVersionId: id });
  return id;
}

/** A video of a lesson that plays, as if it had been uploaded and transcoded; there are no files behind it. */
export async function aReadyVideo(world: World, owner: Someone, lessonId: string, seconds: number): Promise<string> {
  const id = newId();
  const now = world.clock.date();
  await world.db.manager.insert(Media, {
    id,
    lessonId,
    ownerAccountId: owner.accountId,
    fileName: '第一课.mp4',
    bytes: 1_000_000,
    state: 'ready',
    sourceKey: `uploads/${id}`,
    fence: 1,
    progress: 100,
    durationMs: seconds * 1000 + 400,
    outputPrefix: `media/${id}/1`,
    output: { masterFile: 'master.m3u8', posterFile: 'poster.jpg', audioOnlyFile: 'audio/index.m3u8', previewsFile: null, renditions: [], complete: true },
    createdAt: now,
    arrivedAt: now,
    queuedAt: now,
    readyAt: now,
  });
  return id;
}

/** Pages of {@link aReadyDocument}. */
export const PAGE_TEXTS = ['第一页：打开手机', ''];

/** A document of a lesson that can be read, with its files. */
export async function aReadyDocument(world: World, owner: Someone, lessonId: string): Promise<string> {
  const id = newId();
  const now = world.clock.date();
  const outputPrefix = `media/${id}/1`;
  const pages = PAGE_TEXTS.map((_, i) => ({ file: `page-00${i + 1}.jpg`, width: 1200, height: 1697, bytes: 4 }));
  const storage = world.api.app.get(Storage);
  for (const page of pages) await storage.write(`${outputPrefix}/${page.file}`, page.file.slice(-6, -2));
  await storage.write(`${outputPrefix}/text.json`, JSON.stringify(PAGE_TEXTS));
  await world.db.manager.insert(Media, {
    id,
    lessonId,
    ownerAccountId: owner.accountId,
    fileName: '讲义.pdf',
    bytes: 100_000,
    kind: 'document',
    state: 'ready',
    sourceKey: `uploads/${id}`,
    source: { kind: 'document', durationMs: 0, pages: pages.length },
    fence: 1,
    progress: 100,
    durationMs: 0,
    outputPrefix,
    output: { pages, textFile: 'text.json', complete: true },
    createdAt: now,
    arrivedAt: now,
    queuedAt: now,
    readyAt: now,
  });
  return id;
}
