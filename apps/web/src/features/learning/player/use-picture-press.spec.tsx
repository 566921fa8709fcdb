import { describe, expect, it, jest } from '@jest/globals';
import { createEvent, fireEvent, render, screen } from '@testing-library/react';

import { usePicturePress } from './use-picture-press';

function Picture({ hidden, playPause }: { hidden: boolean; playPause: () => void }) {
  return <div data-testid="picture" {...usePicturePress(hidden, playPause)} />;
}

describe('a press on the picture', () => {
  it.each([
    ['touch', true, 0],
    ['touch', false, 1],
    ['mouse', true, 1],
    ['mouse', false, 1],
  ])('by %s with the controls hidden: %s', (pointerType, hidden, toggled) => {
    const playPause = jest.fn();
    const { rerender } = render(<Picture hidden={hidden} playPause={playPause} />);
    const picture = screen.getByTestId('picture');
    const down = createEvent.pointerDown(picture);
    Object.defineProperty(down, 'pointerType', { value: pointerType });
    fireEvent(picture, down);
    rerender(<Picture hidden={false} playPause={playPause} />);
    fireEvent.click(picture);
    expect(playPause).toHaveBeenCalledTimes(toggled);
    fireEvent.click(picture);
    expect(playPause).toHaveBeenCalledTimes(toggled + 1);
  });
});
