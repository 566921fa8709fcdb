import { line } from '../../../testing/line';

import { afterEach, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen } from '@testing-library/react';

import { renderPage } from '../../../testing/render-page';

import { GroupList } from './group-list';

const group = (id: string, name: string, own: Api['LearningGroup']['own']): Api['LearningGroup'] => ({ id, name, about: '', place: '新村街道', members: 6, own });

afterEach(() => line.reset());

it('the name of a group that one belongs to leads to its ranking; others show none', async () => {
  line.answer('GET /api/groups', { items: [group('g1', '陶瓷读书会', 'founder'), group('g2', '太极小组', 'member'), group('g3', '书法角', null)] });
  renderPage(<GroupList />);
  expect(await screen.findByRole('link', { name: '陶瓷读书会' })).toHaveAttribute('href', '/rankings?board=group&id=g1');
  expect(screen.getByRole('link', { name: '太极小组' })).toHaveAttribute('href', '/rankings?board=group&id=g2');
  expect(screen.queryByRole('link', { name: '书法角' })).not.toBeInTheDocument();
});
