import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';

import { ErrorBoundary } from './error-boundary';

function Page({ broken }: { broken: boolean }) {
  if (broken) throw new Error('broken');
  return <p>页面</p>;
}

describe('the error boundary', () => {
  beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterEach(() => void jest.restoreAllMocks());

  it('gives the page another try when one goes elsewhere or the line is back, and not before', () => {
    const at = (resetOn: string, broken: boolean) => (
      <ErrorBoundary resetOn={resetOn}>
        <Page broken={broken} />
      </ErrorBoundary>
    );
    const { rerender } = render(at('a', true));
    expect(screen.getByRole('heading', { name: '这个页面出了点问题' })).toBeInTheDocument();
    rerender(at('a', false));
    expect(screen.queryByText('页面')).not.toBeInTheDocument();
    rerender(at('b', false));
    expect(screen.getByText('页面')).toBeInTheDocument();
  });
});
