import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TaughtCheckpointDto } from '../../src/quizzes/checkpoints.dto.js';
import { LessonCheckpoint } from '../../src/quizzes/lesson-checkpoint.entity.js';
import type { QuestionDto } from '../../src/quizzes/questions.dto.js';
import { aClassroom } from '../factories/classroom.js';
import { aReadyDocument, aReadyVideo } from '../factories/courses.js';
import { type Someone, aColleague } from '../factories/persons.js';
import { ONE_OF_EACH, aQuestion, trueOrFalse } from '../factories/questions.js';
import type { City } from '../factories/regions.js';
import { aDraft, submit, teaching } from '../factories/teaching.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let instructor: Someone;
let other: Someone;

beforeAll(async () => {
  world = await createWorld();
  ({ city, instructor } = await aClassroom(world));
  other = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
});
afterAll(() => world.close());

const place = (lessonId: string, items: { atSecond: number; questionId: string }[], who = instructor) =>
  who.agent.put<{ items: TaughtCheckpointDto[] }>(`/api/teaching/lessons/${lessonId}/checkpoints`, { items });

test('a lesson stops for questions of the bank, and for others once they are set anew', async () => {
  const { course, lessonId } = await aDraft(instructor);
  await aReadyVideo(world, instructor, lessonId, 90);
  const [one, two] = [await aQuestion(instructor, course.id), await aQuestion(instructor, course.id, { content: ONE_OF_EACH[0]!, difficulty: 1, tags: [] })];
  const answer = await place(lessonId, [{ atSecond: 60, questionId: one.id }, { atSecond: 20, questionId: two.id }]);
  const items = [
    { lessonId, atSecond: 20, questionId: two.id, kind: 'single', stem: two.content.stem },
    { lessonId, atSecond: 60, questionId: one.id, kind: 'true_false', stem: one.content.stem },
  ];
  expect(answer.body).toEqual({ items });
  expect((await instructor.agent.get(`${teaching(course.id)}/checkpoints`)).body).toEqual({ items });
  expect((await instructor.agent.get<QuestionDto>(`/api/teaching/questions/${one.id}`)).body.inVideos).toBe(1);
  expectProblem(await instructor.agent.delete(`/api/teaching/questions/${one.id}`), 'question_in_use');
  expect((await place(lessonId, [{ atSecond: 20, questionId: two.id }])).body.items).toEqual([items[0]]);
  expect((await instructor.agent.delete(`/api/teaching/questions/${one.id}`)).status).toBe(204);
  await instructor.agent.delete(`/api/teaching/lessons/${lessonId}`);
  expect(await world.db.manager.countBy(LessonCheckpoint, { lessonId })).toBe(0);
});

test('a lesson stops only where its video is, for a question of the bank that needs no one to mark it', async () => {
  const { course, lessonId } = await aDraft(instructor);
  const { course: elsewhere } = await aDraft(instructor);
  const question = await aQuestion(instructor, course.id);
  const [foreign, short, gone] = [await aQuestion(instructor, elsewhere.id), await aQuestion(instructor, course.id, { content: ONE_OF_EACH[6]!, difficulty: 1, tags: [] }), await aQuestion(instructor, course.id, trueOrFalse('停用'))];
  await instructor.agent.delete(`/api/teaching/questions/${gone.id}`);
  expect((await place(lessonId, [{ atSecond: 1, questionId: question.id }])).body).toMatchObject({ fields: [{ field: 'items', message: '这一课还没有准备好的视频，请先上传' }] });
  await aReadyVideo(world, instructor, lessonId, 90);
  const faults = async (items: { atSecond: number; questionId: string }[]) => (await place(lessonId, items)).body as unknown as { fields: { field: string }[] };
  expect((await faults([{ atSecond: 90, questionId: question.id }, { atSecond: 3, questionId: foreign.id }, { atSecond: 4, questionId: short.id }, { atSecond: 5, questionId: gone.id }])).fields).toEqual([
    { field: 'items.0.atSecond', message: '视频没有这么长，请改到前面的时间' },
    { field: 'items.1.questionId', message: '题库里没有这道题，请重新选' },
    { field: 'items.2.questionId', message: '简答题不能放在视频里，请换一道' },
    { field: 'items.3.questionId', message: '题库里没有这道题，请重新选' },
  ]);
  expect((await faults([{ atSecond: 9, questionId: question.id }, { atSecond: 9, questionId: question.id }])).fields).toMatchObject([{ field: 'items.1.atSecond' }]);
  for (const atSecond of [-1, 0, 1.5, 1e300]) expect((await faults([{ atSecond, questionId: question.id }])).fields[0]!.field).toBe('items.0.atSecond');
  expect(await world.db.manager.countBy(LessonCheckpoint, { lessonId })).toBe(0);
});

test("nobody places questions in another's lesson, in a document, or while it is reviewed", async () => {
  const { course, chapterId, lessonId } = await aDraft(instructor);
  await aReadyVideo(world, instructor, lessonId, 90);
  const { id: questionId } = await aQuestion(instructor, course.id);
  expectProblem(await place(lessonId, [], other), 'not_found');
  expectProblem(await other.agent.get(`${teaching(course.id)}/checkpoints`), 'not_found');
  const withDocument = await instructor.agent.post<typeof course>(`/api/teaching/chapters/${chapterId}/lessons`, { title: '讲义' });
  const documentId = withDocument.body.chapters[0]!.lessons[1]!.id;
  await aReadyDocument(world, instructor, documentId);
  expectProblem(await place(documentId, [{ atSecond: 1, questionId }]), 'invalid_input');
  await submit(instructor, course.id);
  expectProblem(await place(lessonId, [{ atSecond: 1, questionId }]), 'course_not_editable');
});
