import { expect } from '@jest/globals';
import type { CourseDto } from '../../src/catalog/catalog.dto.js';
import type { TaughtCourseDetailDto } from '../../src/catalog/teaching.dto.js';
import type { World } from '../support/world.js';
import { aReadyVideo } from './courses.js';
import type { Someone } from './persons.js';

export interface DraftedCourse {
  course: TaughtCourseDetailDto;
  chapterId: string;
  lessonId: string;
}

/** Where its instructor finds a course. */
export const teaching = (courseId: string) => `/api/teaching/courses/${courseId}`;

/** A course of the instructor with one chapter and one lesson without content, made through the api. */
export async function aDraft({ agent }: Someone, title = '景德镇陶瓷'): Promise<DraftedCourse> {
  const created = await agent.post<TaughtCourseDetailDto>('/api/teaching/courses', { title, summary: '拉坯、利坯、施釉。', categoryCode: 'arts' });
  const withChapter = await agent.post<TaughtCourseDetailDto>(`${teaching(created.body.id)}/chapters`, { title: '拉坯' });
  const chapterId = withChapter.body.chapters[0]!.id;
  const withLesson = await agent.post<TaughtCourseDetailDto>(`/api/teaching/chapters/${chapterId}/lessons`, { title: '找中心' });
  expect([created, withChapter, withLesson].map((answer) => answer.status)).toEqual([201, 201, 201]);
  return { course: withLesson.body, chapterId, lessonId: withLesson.body.chapters[0]!.lessons[0]!.id };
}

/** Such a draft with a video of 90 s, waiting for its review. */
export async function aSubmittedCourse(world: World, instructor: Someone, title?: string): Promise<{ courseId: string; chapterId: string; lessonId: string }> {
  const { course, chapterId, lessonId } = await aDraft(instructor, title);
  await aReadyVideo(world, instructor, lessonId, 90);
  const answer = await submit(instructor, course.id);
  expect(answer.body.state).toBe('in_review');
  return { courseId: course.id, chapterId, lessonId };
}

/** The instructor asks for the review of a course. */
export function submit(instructor: Someone, courseId: string) {
  return instructor.agent.post<TaughtCourseDetailDto>(`${teaching(courseId)}/submission`);
}

/** The reviewer lets a course be seen by everyone. */
export function approve(reviewer: Someone, courseId: string) {
  return reviewer.agent.post<TaughtCourseDetailDto>(`/api/reviews/${courseId}/decision`, { decision: 'approve' });
}

/** A course as a guest sees it. */
export function published(world: World, courseId: string) {
  return world.api.guest.get<CourseDto>(`/api/courses/${courseId}`);
}
