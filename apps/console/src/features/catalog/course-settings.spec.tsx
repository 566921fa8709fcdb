import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someCourse, someMedia, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const COURSE = someCourse();
const EDITOR = `/courses/${COURSE.id}`;
const SETTINGS = `/api/teaching${EDITOR}/enrolment-settings`;
const INVITATIONS = `/api/teaching${EDITOR}/invitations`;

let settings: Api['CourseSettings'];
let invitations: Api['Invitation'][];
let sent: unknown;

beforeEach(() => {
  settings = { rule: 'open', prerequisites: [], organisations: [], dueOn: null };
  invitations = [];
  sent = undefined;
});

const answers = (changes: Parameters<typeof someCourse>[0] = {}) => ({
  'GET /api/me': () => someone('instructor'),
  'GET /api/todo': () => NOTHING_WAITS,
  'GET /api/categories': () => ({ items: [{ code: 'arts', name: '人文艺术' }] }),
  [`GET /api/teaching${EDITOR}`]: () => someCourse(changes),
  [`GET ${SETTINGS}`]: () => settings,
  [`GET ${INVITATIONS}`]: () => ({ items: invitations }),
  'GET /api/courses': () => ({ items: [{ id: 'first', title: '揉泥' }], total: 1, page: 1, pageSize: 8 }),
});
const joining = () => screen.findByRole('region', { name: '谁可以学' });

describe('who may join a course', () => {
  it('is chosen with the courses that come before, and saved at once', async () => {
    renderConsole(EDITOR, {
      ...answers(),
      [`PUT ${SETTINGS}`]: ({ body }) => {
        sent = body;
        return (settings = { rule: 'invitation', prerequisites: [{ id: 'first', name: '揉泥' }], organisations: [], dueOn: '2026-12-31' });
      },
    });
    const panel = within(await joining());
    await userEvent.selectOptions(await panel.findByLabelText('加入方式'), '凭邀请码加入');
    await userEvent.type(panel.getByLabelText('先修课程'), '揉');
    await userEvent.click(await panel.findByRole('button', { name: '揉泥' }));
    await userEvent.type(panel.getByLabelText('建议完成日期'), '2026-12-31');
    await userEvent.click(panel.getByRole('button', { name: '保存' }));
    expect(await panel.findByText('已保存')).toBeVisible();
    expect(sent).toEqual({ rule: 'invitation', prerequisiteIds: ['first'], organisationIds: [], dueOn: '2026-12-31' });
    expect(panel.getByRole('heading', { name: '邀请码' })).toBeVisible();
  });

  it('says beside the field why a prerequisite is refused', async () => {
    settings = { ...settings, prerequisites: [{ id: 'first', name: '揉泥' }] };
    renderConsole(EDITOR, { ...answers(), [`PUT ${SETTINGS}`]: () => problem(400, 'invalid_input', [{ field: 'prerequisiteIds', message: '先修课程绕成了圈' }]) });
    const panel = within(await joining());
    await userEvent.type(await panel.findByLabelText('建议完成日期'), '2026-12-31');
    await userEvent.click(panel.getByRole('button', { name: '保存' }));
    expect(await panel.findByText('先修课程绕成了圈')).toBeVisible();
  });

  it('is decided by codes that are made, counted and revoked', async () => {
    settings = { ...settings, rule: 'invitation' };
    const code: Api['Invitation'] = { id: 'i1', code: 'ABCD-2345', createdAt: '2026-11-22T06:00:00.000Z', expiresAt: '2026-12-22T16:00:00.000Z', maxUses: 30, uses: 7, state: 'valid' };
    renderConsole(EDITOR, {
      ...answers(),
      [`POST ${INVITATIONS}`]: ({ body }) => {
        sent = body;
        invitations = [code];
        return code;
      },
      'DELETE /api/teaching/invitations/i1': () => {
        invitations = [{ ...code, state: 'revoked' }];
        return null;
      },
    });
    const panel = within(await joining());
    await userEvent.type(await panel.findByLabelText('可以用的人数'), '30');
    await userEvent.click(panel.getByRole('button', { name: '生成邀请码' }));
    expect(await panel.findByText('ABCD-2345')).toBeVisible();
    expect(sent).toMatchObject({ maxUses: 30 });
    expect(panel.getByText(/7 人用过，共可用 30 人/)).toBeVisible();
    await userEvent.click(panel.getByRole('button', { name: '作废' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '作废' }));
    expect(await panel.findByText('已作废')).toBeVisible();
  });
});

describe('what a course demands', () => {
  it('is changed for the next version: no skipping, declared credits, optional lessons', async () => {
    const lesson = { id: 'l1', title: '定中心', required: true, media: someMedia() };
    const chapters = [{ id: 'ch', title: '第一讲', lessons: [lesson] }];
    const patched: unknown[] = [];
    renderConsole(EDITOR, {
      ...answers({ chapters }),
      [`PATCH /api/teaching${EDITOR}`]: ({ body }) => {
        patched.push(body);
        return someCourse({ chapters, preventSkip: true, declaredCredits: '1.25' });
      },
      'PATCH /api/teaching/lessons/l1': ({ body }) => {
        patched.push(body);
        return someCourse({ chapters: [{ ...chapters[0]!, lessons: [{ ...lesson, required: false }] }], preventSkip: true, declaredCredits: '1.25' });
      },
    });
    const panel = within(await screen.findByRole('region', { name: '学习要求' }));
    await userEvent.click(panel.getByRole('checkbox', { name: /禁止跳看/ }));
    await userEvent.type(panel.getByLabelText('申报学分'), '1.25');
    await userEvent.click(panel.getByRole('button', { name: '保存' }));
    expect(await panel.findByText('已保存')).toBeVisible();
    await userEvent.click(screen.getByRole('checkbox', { name: /选修/ }));
    expect(await screen.findByRole('checkbox', { name: /选修/, checked: true })).toBeVisible();
    expect(patched).toEqual([{ preventSkip: true, declaredCredits: '1.25' }, { required: false }]);
  });
});
