import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TaughtCourseDetailDto } from '../../src/catalog/teaching.dto.js';
import { CourseVersionCheckpoint } from '../../src/quizzes/course-version-checkpoint.entity.js';
import { CourseVersionQuestion } from '../../src/quizzes/course-version-question.entity.js';
import { CourseVersion } from '../../src/catalog/course-version.entity.js';
import { LessonCheckpoint } from '../../src/quizzes/lesson-checkpoint.entity.js';
import type { QuestionDto, QuestionPageDto } from '../../src/quizzes/questions.dto.js';
import type { ReviewedQuizDto, TaughtQuizDto } from '../../src/quizzes/quiz-settings.dto.js';
import { aClassroom } from '../factories/classroom.js';
import { aReadyVideo } from '../factories/courses.js';
import { type Someone, aColleague } from '../factories/persons.js';
import { ONE_OF_EACH, aQuestion, aQuizOf, trueOrFalse } from '../factories/questions.js';
import type { City } from '../factories/regions.js';
import { aDraft, aSubmittedCourse, approve, submit, teaching } from '../factories/teaching.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let instructor: Someone;
let other: Someone;
let reviewer: Someone;

beforeAll(async () => {
  world = await createWorld();
  ({ city, instructor } = await aClassroom(world));
  other = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  reviewer = await aColleague(world, 'reviewer', city.communities[1]!, city.districts[0]!);
});
afterAll(() => world.close());

const bankOf = (courseId: string) => `${teaching(courseId)}/questions`;
const quizOf = (courseId: string) => `${teaching(courseId)}/quiz`;
const stems = (page: QuestionPageDto) => page.items.map(({ content }) => content.stem);

describe('a question bank', () => {
  test('takes a question of every kind, and gives back what was put in', async () => {
    const { course } = await aDraft(instructor);
    for (const content of ONE_OF_EACH) {
      const made = await aQuestion(instructor, course.id, { content, difficulty: 2, tags: ['基础'] });
      expect(made).toMatchObject({ content, kind: content.kind, difficulty: 2, tags: ['基础'], inVideos: 0, archivedAt: null });
    }
    const { body } = await instructor.agent.get<QuestionPageDto>(bankOf(course.id));
    expect(body.total).toBe(7);
    expect(stems(body)).toEqual(ONE_OF_EACH.map(({ stem }) => stem).reverse());
  });

  test('is looked through by stem, kind, tag and difficulty, page by page', async () => {
    const { course } = await aDraft(instructor);
    await aQuestion(instructor, course.id, trueOrFalse('100%棉', { tags: ['面料', '基础'] }));
    await aQuestion(instructor, course.id, trueOrFalse('100 棉', { tags: ['基础'], difficulty: 3 }));
    await aQuestion(instructor, course.id, { content: ONE_OF_EACH[6]!, difficulty: 1, tags: ['面'] });
    const find = async (query: string) => stems((await instructor.agent.get<QuestionPageDto>(`${bankOf(course.id)}?${query}`)).body);
    expect(await find(`q=${encodeURIComponent('100%')}`)).toEqual(['100%棉']);
    expect(await find(`q=${encodeURIComponent('true_false')}`)).toEqual([]);
    expect(await find('kind=short')).toEqual(['说说学到了什么。']);
    expect(await find(`tag=${encodeURIComponent('面')}`)).toEqual(['说说学到了什么。']);
    expect(await find(`tag=${encodeURIComponent('基础')}&difficulty=3`)).toEqual(['100 棉']);
    expect(await find('page=2&pageSize=2')).toEqual(['100%棉']);
  });

  test('says at each field what is wrong with a question', async () => {
    const { course } = await aDraft(instructor);
    const content = { kind: 'single', stem: ' ', explanation: '', options: [{ id: 'a', text: '对' }, { id: 'b', text: ' 对 ' }], answer: 'c' };
    const answer = await instructor.agent.post(bankOf(course.id), { content, difficulty: 4, tags: ['一、二'] });
    expectProblem(answer, 'invalid_input');
    const sound = await instructor.agent.post(bankOf(course.id), { content, difficulty: 3, tags: ['一、二'] });
    expect(sound.body.fields).toEqual([
      { field: 'content.stem', message: '请填写题干' },
      { field: 'content.options.1.text', message: '和前面的一项重复，请改写或者删去' },
      { field: 'content.answer', message: '请选出正确的选项' },
      { field: 'tags.0', message: '标签里不要用顿号、逗号、分号或竖线' },
    ]);
    expect((await instructor.agent.get<QuestionPageDto>(bankOf(course.id))).body.total).toBe(0);
  });

  test('is changed, copied, emptied and filled again', async () => {
    const { course } = await aDraft(instructor);
    const made = await aQuestion(instructor, course.id);
    const at = `/api/teaching/questions/${made.id}`;
    const copy = (await instructor.agent.post<QuestionDto>(`${at}/copy`)).body;
    expect(copy).toMatchObject({ content: { ...made.content, stem: '陶土可以直接烧。（副本）' }, difficulty: 1 });
    expect((await instructor.agent.put<QuestionDto>(at, trueOrFalse('陶土要先揉。', { difficulty: 3 }))).body).toMatchObject({ id: made.id, difficulty: 3 });
    expectProblem(await instructor.agent.put(at, { content: ONE_OF_EACH[6]!, difficulty: 1, tags: [] }), 'invalid_input');
    expect((await instructor.agent.delete(at)).status).toBe(204);
    expect(stems((await instructor.agent.get<QuestionPageDto>(bankOf(course.id))).body)).toEqual(['陶土可以直接烧。（副本）']);
    expect(stems((await instructor.agent.get<QuestionPageDto>(`${bankOf(course.id)}?archived=true`)).body)).toEqual(['陶土要先揉。']);
    expect((await instructor.agent.post<QuestionDto>(`${at}/restoration`)).body.archivedAt).toBeNull();
  });

  test("is nobody else's, and stays as it is while it is reviewed", async () => {
    const { course, lessonId } = await aDraft(instructor);
    await aReadyVideo(world, instructor, lessonId, 90);
    const { id } = await aQuestion(instructor, course.id);
    for (const path of [bankOf(course.id), quizOf(course.id), `/api/teaching/questions/${id}`]) expectProblem(await other.agent.get(path), 'not_found');
    expectProblem(await other.agent.put(`/api/teaching/questions/${id}`, trueOrFalse('别人的')), 'not_found');
    expectProblem(await other.agent.put(quizOf(course.id), aQuizOf(1)), 'not_found');
    await submit(instructor, course.id);
    expectProblem(await instructor.agent.post(bankOf(course.id), trueOrFalse('新的')), 'course_not_editable');
    expectProblem(await instructor.agent.delete(`/api/teaching/questions/${id}`), 'course_not_editable');
    expectProblem(await instructor.agent.put(quizOf(course.id), aQuizOf(1)), 'course_not_editable');
    expect((await instructor.agent.get<TaughtQuizDto>(quizOf(course.id))).body.editable).toBe(false);
  });
});

describe('the quiz of a course', () => {
  test('is set, shows what the bank holds, and is taken away', async () => {
    const { course } = await aDraft(instructor);
    for (const difficulty of [1, 1, 3] as const) await aQuestion(instructor, course.id, trueOrFalse('题', { difficulty, tags: ['基础'] }));
    const settings = aQuizOf(3, { minutes: 20, draws: [{ tag: '基础', difficulty: 1, count: 3, points: 5 }] });
    expect((await instructor.agent.put<TaughtQuizDto>(quizOf(course.id), settings)).body).toMatchObject({
      settings,
      editable: true,
      bank: [
        { tags: ['基础'], difficulty: 1, count: 2 },
        { tags: ['基础'], difficulty: 3, count: 1 },
      ],
    });
    const bad = await instructor.agent.put(quizOf(course.id), { ...settings, title: '', minutes: 0.5, draws: [{ tag: null, difficulty: null, count: 0, points: 1e9 }] });
    expect(bad.body.fields!.map(({ field }) => field)).toEqual(['title', 'draws.0.count', 'draws.0.points', 'minutes']);
    const sentence = '测验要抽“基础·容易” 3 题，题库里只有 2 题。请增加题目，或者减少抽题的数量。';
    expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(course.id))).body.missing).toContainEqual({ lessonId: null, sentence });
    expect((await instructor.agent.delete(quizOf(course.id))).status).toBe(204);
    expect((await instructor.agent.get<TaughtQuizDto>(quizOf(course.id))).body.settings).toBeNull();
  });

  test('holds the course back until the bank can serve all its lines at once', async () => {
    const { course, lessonId } = await aDraft(instructor);
    await aReadyVideo(world, instructor, lessonId, 90);
    await aQuestion(instructor, course.id, trueOrFalse('一', { tags: ['甲', '乙'] }));
    const line = { difficulty: null, count: 1, points: 5 };
    await instructor.agent.put(quizOf(course.id), aQuizOf(1, { draws: [{ ...line, tag: '甲' }, { ...line, tag: '乙' }] }));
    const refused = await submit(instructor, course.id);
    expectProblem(refused, 'course_incomplete');
    await aQuestion(instructor, course.id, trueOrFalse('二', { tags: ['乙'] }));
    expect((await submit(instructor, course.id)).body.state).toBe('in_review');
    // What was submitted is no more: a bank that lost a question meanwhile is not published.
    await world.db.query("UPDATE question SET archived_at = NOW(3) WHERE course_id = ? AND tags = ?", [course.id, JSON.stringify(['乙'])]);
    expectProblem(await approve(reviewer, course.id), 'course_not_ready');
    expect(await world.db.manager.countBy(CourseVersion, { courseId: course.id })).toBe(0);
  });
});

describe('publishing', () => {
  test('freezes the quiz, its questions and where the videos stop', async () => {
    const { course, lessonId } = await aDraft(instructor);
    await aReadyVideo(world, instructor, lessonId, 90);
    const asked = await aQuestion(instructor, course.id);
    const gone = await aQuestion(instructor, course.id, trueOrFalse('停用的'));
    await instructor.agent.delete(`/api/teaching/questions/${gone.id}`);
    const settings = aQuizOf(1);
    const drawn = await aQuestion(instructor, course.id, { content: ONE_OF_EACH[1]!, difficulty: 3, tags: ['网络'] });
    await world.db.manager.insert(LessonCheckpoint, { lessonId, atSecond: 30, questionId: asked.id });
    // A video tells the answer, so that the quiz has one question less to draw.
    const short = await instructor.agent.put<TaughtQuizDto>(quizOf(course.id), aQuizOf(2));
    expect(short.body.bank).toEqual([{ tags: ['网络'], difficulty: 3, count: 1 }]);
    expectProblem(await submit(instructor, course.id), 'course_incomplete');
    await instructor.agent.put(quizOf(course.id), settings);
    expectProblem(await instructor.agent.delete(`/api/teaching/questions/${asked.id}`), 'question_in_use');
    await submit(instructor, course.id);

    const reviewed = (await reviewer.agent.get<ReviewedQuizDto>(`/api/reviews/${course.id}/quiz`)).body;
    expect(reviewed).toMatchObject({ settings, checkpoints: [{ lessonId, atSecond: 30, questionId: asked.id }] });
    expect(reviewed.questions.map(({ content }) => content)).toEqual([asked.content, drawn.content]);
    expectProblem(await instructor.agent.get(`/api/reviews/${course.id}/quiz`), 'not_permitted');

    await approve(reviewer, course.id);
    const version = await world.db.manager.findOneByOrFail(CourseVersion, { courseId: course.id });
    expect(version.quiz).toEqual(settings);
    const frozen = await world.db.manager.find(CourseVersionQuestion, { where: { courseVersionId: version.id }, order: { questionId: 'ASC' } });
    expect(frozen).toEqual([
      { courseVersionId: version.id, questionId: asked.id, kind: 'true_false', content: asked.content, difficulty: 1, tags: [], drawn: false },
      { courseVersionId: version.id, questionId: drawn.id, kind: 'multiple', content: drawn.content, difficulty: 3, tags: ['网络'], drawn: true },
    ]);
    expect(await world.db.manager.findBy(CourseVersionCheckpoint, { courseVersionId: version.id })).toMatchObject([{ atSecond: 30, questionId: asked.id }]);

    // What learners answer stays as it was.
    await instructor.agent.put(`/api/teaching/questions/${asked.id}`, trueOrFalse('改过的'));
    expect((await world.db.manager.findOneByOrFail(CourseVersionQuestion, { courseVersionId: version.id, questionId: asked.id })).content).toEqual(asked.content);
    expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(course.id))).body.state).toBe('draft');
  });

  test('without a quiz freezes only what the videos ask', async () => {
    const { courseId, lessonId } = await aSubmittedCourse(world, instructor);
    await world.db.query("UPDATE course SET state = 'draft' WHERE id = ?", [courseId]);
    const asked = await aQuestion(instructor, courseId);
    await aQuestion(instructor, courseId);
    await world.db.manager.insert(LessonCheckpoint, { lessonId, atSecond: 90, questionId: asked.id });
    const refused = await submit(instructor, courseId);
    expect(refused.body).toMatchObject({ fields: [{ message: '“找中心”在 1:30 有视频提问，现在的视频没有这么长。请改时间，或者去掉这个提问。' }] });
    await world.db.manager.update(LessonCheckpoint, { lessonId }, { atSecond: 89 });
    await submit(instructor, courseId);
    await approve(reviewer, courseId);
    const version = await world.db.manager.findOneByOrFail(CourseVersion, { courseId });
    expect(await world.db.manager.findBy(CourseVersionQuestion, { courseVersionId: version.id })).toMatchObject([{ questionId: asked.id, drawn: false }]);
  });
});
