import { describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';

import { Field } from './field';
import { TextInput } from './inputs';

describe('a field', () => {
  it('ties label, hint and error to its control', () => {
    render(
      <Field label="身份证号" hint="18 位" error="身份证号少了一位。">
        <TextInput />
      </Field>,
    );
    const input = screen.getByRole('textbox', { name: '身份证号' });
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription('身份证号少了一位。 18 位');
    expect(screen.getByRole('alert')).toHaveTextContent('身份证号少了一位。');
  });

  it('is not marked invalid without an error', () => {
    render(
      <Field label="姓名">
        <TextInput />
      </Field>,
    );
    expect(screen.getByLabelText('姓名')).not.toHaveAttribute('aria-invalid');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
