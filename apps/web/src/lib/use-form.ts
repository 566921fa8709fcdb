import { fieldProblem } from '@xuexi/ui';
import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** The sentences about what is wrong, by field; nothing for a field that is right. */
export type FieldErrors<Field extends string> = Partial<Record<Field, string>>;

interface UsedForm<Field extends string> {
  form: RefObject<HTMLFormElement | null>;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** What is wrong with a field: found here, or told by the API about what was sent. */
  errorOf: (field: Field) => string | undefined;
  /** How many fields were found wrong here. */
  wrong: number;
  /** What stands in a field at the moment. */
  valueOf: (field: Field) => string;
  /** Says what is wrong with fields before the form is sent, and puts the focus on the first of them. */
  complain: (errors: FieldErrors<Field>) => void;
}

interface FormRules<Field extends string, Values> {
  /** Reads the fields; returns what is wrong, or the values to send. */
  read: (data: FormData) => { errors: FieldErrors<Field> } | { values: Values };
  send: (values: Values) => void;
  /** The sending; what the API refused last is forgotten at the next submit, whatever becomes of it. */
  sending?: { error: unknown; reset: () => void };
}

/**
 * A form that is checked when it is sent, names each wrong field, and puts the focus on the first of them. A field that
 * is changed is no longer called wrong: whether it is right now is seen when the form is sent again.
 */
export function useForm<Field extends string, Values>({ read, send, sending }: FormRules<Field, Values>): UsedForm<Field> {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors<Field>>({});
  const complain = (wrong: FieldErrors<Field>) => {
    setErrors(wrong);
    if (form.current) focusFirst(form.current, wrong);
  };
  // Every form of every page, without a prop on each: typing in a field says that its fault is being dealt with.
  useEffect(() => {
    const element = form.current;
    const forget = ({ target }: Event) => {
      const name = target instanceof HTMLElement ? (target.getAttribute('name') ?? '') : '';
      setErrors((before) => (name in before ? without(before, name) : before));
    };
    element?.addEventListener('input', forget);
    return () => element?.removeEventListener('input', forget);
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    sending?.reset();
    const outcome = read(new FormData(event.currentTarget));
    complain('errors' in outcome ? outcome.errors : {});
    if ('values' in outcome) send(outcome.values);
  };
  return {
    form,
    onSubmit,
    errorOf: (field) => errors[field] ?? fieldProblem(sending?.error, field),
    wrong: Object.keys(errors).length,
    valueOf: (field) => String((form.current && new FormData(form.current).get(field)) ?? ''),
    complain,
  };
}

function without<Field extends string>(errors: FieldErrors<Field>, name: string): FieldErrors<Field> {
  const { [name as Field]: _corrected, ...others } = errors;
  return others as FieldErrors<Field>;
}

function focusFirst(form: HTMLFormElement, errors: FieldErrors<string>): void {
  const wrong = [...form.elements].find((element) => element instanceof HTMLElement && (element.getAttribute('name') ?? '') in errors);
  if (wrong instanceof HTMLElement) wrong.focus();
}
