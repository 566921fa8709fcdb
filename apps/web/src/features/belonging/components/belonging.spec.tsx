import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { answerRegions } from '../../../testing/regions';
import { renderPage } from '../../../testing/render-page';
import { sampleMe } from '../../../testing/samples';

import { OrganisationSection } from './organisation-section';
import { RegionSection } from './region-section';

const FACTORY = { id: '01900000-0000-7000-8000-0000000000f0', name: '市第一陶瓷厂', kind: 'company', regionName: '珠山区' } as const;

beforeEach(() => line.reset());

describe('the community', () => {
  it('is changed after it was said what becomes of the credits', async () => {
    answerRegions();
    line.answer('PUT /api/me/region', sampleMe());
    renderPage(<RegionSection region={sampleMe().person.region} />);
    await userEvent.click(screen.getByRole('button', { name: '换社区' }));
    expect(screen.getByText(/以前的学分留在原来的社区/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '换到这里' }));
    expect(screen.getByRole('group', { name: '搬到哪里' })).toHaveAccessibleDescription('请一步一步选到最后。');
    for (const name of ['浮梁县', '瑶里村']) await userEvent.click(await screen.findByRole('button', { name }));
    await userEvent.click(screen.getByRole('button', { name: '换到这里' }));
    expect(await screen.findByText(/换好了/)).toBeInTheDocument();
    expect(line.asked.at(-1)).toEqual({ method: 'PUT', path: '/api/me/region', body: { regionId: 'village' } });
  });
});

describe('the organisation', () => {
  it('is found by a part of its name', async () => {
    line.answer('GET /api/organisations/choices', { items: [FACTORY] });
    line.answer('PUT /api/me/organisation', sampleMe());
    renderPage(<OrganisationSection organisation={null} />);
    await userEvent.click(screen.getByRole('button', { name: '选单位' }));
    await userEvent.type(screen.getByLabelText('单位名称'), '陶瓷');
    await userEvent.click(await screen.findByRole('button', { name: /市第一陶瓷厂/ }));
    await waitFor(() => expect(line.asked.at(-1)).toEqual({ method: 'PUT', path: '/api/me/organisation', body: { organisationId: FACTORY.id } }));
  });

  it('can be left', async () => {
    line.answer('PUT /api/me/organisation', sampleMe());
    renderPage(<OrganisationSection organisation={FACTORY} />);
    await userEvent.click(screen.getByRole('button', { name: '不属于任何单位了' }));
    await waitFor(() => expect(line.asked.at(-1)?.body).toEqual({ organisationId: null }));
  });
});
