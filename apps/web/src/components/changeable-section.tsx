import { Button, Notice } from '@xuexi/ui';
import { type ReactNode, useState } from 'react';

import { Section } from './section';

export interface ChangeableSectionProps {
  title: string;
  /** How it stands. */
  lead: string;
  /** What opens the form, what closes it again, and what is said once it is changed. */
  words: { change: string; cancel: string; done: string };
  children: (onDone: () => void) => ReactNode;
}

/** One matter of a page of settings that is changed in a form: closed until it is asked for, and it says when it is done. */
export function ChangeableSection({ title, lead, words, children }: ChangeableSectionProps) {
  const [open, setOpen] = useState(false);
  const [changed, setChanged] = useState(false);
  const done = () => {
    setOpen(false);
    setChanged(true);
  };
  return (
    <Section title={title} lead={lead}>
      {changed && (
        <Notice tone="done" role="status">
          {words.done}
        </Notice>
      )}
      {open ? (
        <>
          {children(done)}
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {words.cancel}
          </Button>
        </>
      ) : (
        <Button variant="secondary" onClick={() => setOpen(true)}>
          {words.change}
        </Button>
      )}
    </Section>
  );
}
