import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';

import { renderPage } from '../testing/render-page';

import { useWayBack } from './use-way-back';

function Ways() {
  const { back, keep } = useWayBack();
  return (
    <p>
      {back} {keep('/register')}
    </p>
  );
}

describe('the way back after signing in', () => {
  it.each([
    ['/login?next=%2Fcourses%2F1%3Fa%3Db', '/courses/1?a=b /register?next=%2Fcourses%2F1%3Fa%3Db'],
    ['/login', '/ /register'],
    ['/login?next=https%3A%2F%2Fexample.org', '/ /register'],
    ['/login?next=%2F%2Fexample.org', '/ /register'],
    ['/login?next=%2F%5Cexample.org', '/ /register'],
    ['/login?next=courses', '/ /register'],
  ])('of %s stays on this site', (address, ways) => {
    renderPage(<Ways />, address);
    expect(screen.getByText(ways)).toBeInTheDocument();
  });
});
