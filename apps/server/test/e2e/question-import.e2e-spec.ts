import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Difficulty } from '@xuexi/domain';
import { anyQuestion } from '@xuexi/domain/testing';
import { readTable } from '@xuexi/tables';
import { row, textCell, workbook, zipped } from '@xuexi/tables/testing';
import fc from 'fast-check';
import { Course } from '../../src/catalog/course.entity.js';
import { newId } from '../../src/platform/ids.js';
import { Problem } from '../../src/platform/errors/problem.js';
import type { QuestionImportDto } from '../../src/quizzes/question-import.dto.js';
import { QuestionImportService } from '../../src/quizzes/question-import.service.js';
import { cellsOf } from '../../src/quizzes/question-table.js';
import { QuestionRow } from '../../src/quizzes/question.entity.js';
import { aClassroom } from '../factories/classroom.js';
import { type Someone, aColleague } from '../factories/persons.js';
import { ONE_OF_EACH } from '../factories/questions.js';
import type { City } from '../factories/regions.js';
import { aDraft, teaching } from '../factories/teaching.js';
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

const HEADINGS = ['题型', '题干', '选项A', '选项B', '答案'];
const sheet = (...rows: string[][]) => zipped(workbook([HEADINGS, ...rows].map((cells, i) => row(i + 1, cells)).join('')));
const sent = (courseId: string, file: Buffer, apply = false, who = instructor) =>
  who.agent.upload<QuestionImportDto & Problem>(`${teaching(courseId)}/question-imports?apply=${apply}`, new Uint8Array(file));
const bank = (courseId: string) => world.db.manager.find(QuestionRow, { where: { courseId }, order: { createdAt: 'ASC', id: 'ASC' } });
const tabled = (rows: QuestionRow[]) => rows.map(({ content, difficulty, tags }) => cellsOf({ content, difficulty: difficulty as Difficulty, tags }));

describe('a table of questions', () => {
  test('is checked, imported, and changes nothing when it is imported again', async () => {
    const { course } = await aDraft(instructor);
    const file = sheet(['单选题', '一加一等于几？', '2', '3', 'A'], ['判断题', '水是湿的。', '', '', '对']);
    expect((await sent(course.id, file)).body).toEqual({ applied: false, rows: 2, created: 2, changed: 0, unchanged: 0, faulty: 0, faults: [] });
    expect(await bank(course.id)).toEqual([]);
    expect((await sent(course.id, file, true)).body).toMatchObject({ applied: true, created: 2 });
    const stored = await bank(course.id);
    expect(stored).toMatchObject([{ kind: 'single', content: { stem: '一加一等于几？', options: [{ text: '2' }, { text: '3' }] }, difficulty: 2, tags: [] }, { kind: 'true_false', content: { answer: true } }]);

    await world.db.manager.update(Course, { id: course.id }, { state: 'published' });
    expect((await sent(course.id, file, true)).body).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect((await world.db.manager.findOneByOrFail(Course, { id: course.id })).state).toBe('published');
    expect((await sent(course.id, sheet(['判断题', '水是湿的。', '', '', '错']), true)).body).toMatchObject({ created: 0, changed: 1, unchanged: 0 });
    expect(await bank(course.id)).toMatchObject([stored[0]!, { id: stored[1]!.id, content: { answer: false } }]);
    expect((await world.db.manager.findOneByOrFail(Course, { id: course.id })).state).toBe('draft');
  });

  test('tells row by row what is wrong, and nothing of it is imported', async () => {
    const { course } = await aDraft(instructor);
    const formula = zipped(workbook(row(1, HEADINGS) + row(2, ['判断题', '好的一行', '', '', '对']) + row(3, [textCell('A3', '单选题'), '<c r="B3"><f>1+1</f><v>2</v></c>', textCell('C3', '甲'), textCell('D3', '甲'), textCell('E3', 'A')]) + row(4, ['单选题', '题', '甲', '甲', 'C'])));
    const faults = [
      { line: 3, cell: 'B3', column: '题干', message: '这一格是公式。请把公式粘贴为数值。' },
      { line: 4, cell: 'E4', column: '答案', message: '请填正确选项的字母，如 A 或 AC；字母要和填了的选项对得上。' },
    ];
    expect((await sent(course.id, formula)).body).toMatchObject({ rows: 3, created: 1, faulty: 2, faults });
    const refused = await sent(course.id, formula, true);
    expectProblem(refused, 'import_refused');
    expect(refused.body.fields).toEqual(faults.map(({ cell, message }) => ({ field: cell, message })));
    expect(await bank(course.id)).toEqual([]);
  });

  test('is refused as a whole when it is none, lacks a column, or is too long', async () => {
    const { course } = await aDraft(instructor);
    for (const file of [Buffer.from('%PDF-1.7'), zipped(workbook(row(1, ['题型', '选项A']) + row(2, ['判断题', 'x']))), sheet()]) expectProblem(await sent(course.id, file), 'import_refused');
    const long = sheet(...Array.from({ length: 1001 }, (_, i) => ['判断题', `第 ${i} 题`, '', '', '对']));
    expectProblem(await sent(course.id, long), 'import_refused');
    await sent(course.id, sheet(...Array.from({ length: 600 }, (_, i) => ['判断题', `第 ${i} 题`, '', '', '对'])), true);
    const more = sheet(...Array.from({ length: 600 }, (_, i) => ['判断题', `另外第 ${i} 题`, '', '', '对']));
    expect((await sent(course.id, more, true)).body).toMatchObject({ fields: [{ field: 'file', message: '导入以后会有 1200 题，一门课程最多 1000 题。请减少后再导入。' }] });
    expect(await world.db.manager.countBy(QuestionRow, { courseId: course.id })).toBe(600);
  });

  test("is for one's own course that is not in review", async () => {
    const { course } = await aDraft(instructor);
    const file = sheet(['判断题', '水是湿的。', '', '', '对']);
    expectProblem(await sent(course.id, file, true, other), 'not_found');
    expectProblem(await other.agent.get(`${teaching(course.id)}/questions.xlsx`), 'not_found');
    await world.db.manager.update(Course, { id: course.id }, { state: 'in_review' });
    expectProblem(await sent(course.id, file), 'course_not_editable');
  });

  test('of a bank makes the same bank of an empty one, and changes nothing in its own', async () => {
    const [{ course: from }, { course: to }] = [await aDraft(instructor), await aDraft(instructor)];
    const now = world.clock.date();
    const random = fc.sample(anyQuestion, { seed: 5, numRuns: 300 });
    const rows = [...ONE_OF_EACH, ...random].map((content, i): QuestionRow => ({ id: newId(), courseId: from.id, kind: content.kind, content, difficulty: (i % 3) + 1, tags: ['=甲', '乙 丙'].slice(0, i % 3), createdAt: now, updatedAt: now, archivedAt: null }));
    await world.db.manager.insert(QuestionRow, rows);
    const { bytes } = await world.api.app.get(QuestionImportService).export(instructor.accountId, from.id);
    expect((await sent(from.id, bytes, true)).body).toMatchObject({ created: 0, changed: 0, unchanged: rows.length, faults: [] });
    expect((await sent(to.id, bytes, true)).body).toMatchObject({ created: rows.length, faults: [] });
    expect(tabled(await bank(to.id))).toEqual(tabled(await bank(from.id)));
    expect(await bank(from.id)).toEqual(rows);
  });

  test('is downloaded as a file, and the template reads as one', async () => {
    const { course } = await aDraft(instructor, '钩针编织');
    const answer = await instructor.agent.send({ method: 'GET', path: `${teaching(course.id)}/questions.xlsx` });
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('钩针编织-题库.xlsx')}`);
    const template = await world.api.app.get(QuestionImportService).template();
    const lines: unknown[] = [];
    for await (const rows of readTable(Readable.from([template]))) lines.push(...rows);
    expect(lines).toEqual([
      [1, ['题型', '题干', ...[...'ABCDEFGHIJ'].map((letter) => `选项${letter}`), '答案', '解析', '难度', '标签']],
      [2, ['单选题', '示例：手机没电时先做什么', '充电', '关机重启', ...Array<string>(8).fill(''), 'A', '', '容易', '手机']],
    ]);
    expect((await sent(course.id, template)).body).toMatchObject({ faulty: 1, faults: [{ message: '这是模板里的示例。请删去这一行。' }] });
  });
});
