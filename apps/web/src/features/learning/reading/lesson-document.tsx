import { Button, LoadingMark, Notice, ProblemNotice, TextLink, problemOf, problemSentence } from '@xuexi/ui';
import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Link } from 'react-router';

import { type DocumentPage, useReading } from '../api/open-reading';

import { keepPage, lastPage } from './last-page';
import styles from './lesson-document.module.css';
import { PagePicture } from './page-picture';
import { usePageInView } from './use-page-in-view';
import { useStrings } from './use-strings';
import { type Zoom, useZoom } from './zoom';
import { ZoomButtons } from './zoom-buttons';

interface LessonDocumentProps {
  lessonVersionId: string;
  title: string;
  /** The lesson to go on with. */
  next: { title: string; path: string } | null;
  /** Title and facts of the lesson, above the pages. */
  children: ReactNode;
}

/** Reading a document: its pages in one column, beginning where one stopped. */
export function LessonDocument({ lessonVersionId, title, next, children }: LessonDocumentProps) {
  const t = useStrings();
  const reading = useReading(lessonVersionId);
  return (
    <div className={styles.lesson}>
      <div className={styles.head}>{children}</div>
      {reading.data !== undefined && (
        <Pages lessonVersionId={lessonVersionId} title={title} pages={reading.data.document.pages} next={next} onRetry={() => void reading.refetch()} />
      )}
      {reading.isPending && (
        <div className={styles.opening}>
          <LoadingMark label={t('opening')} />
        </div>
      )}
      {reading.isLoadingError && (
        <div className={styles.head}>
          <NotOpen error={reading.error} onRetry={() => void reading.refetch()} />
        </div>
      )}
    </div>
  );
}

interface PagesProps extends Omit<LessonDocumentProps, 'children'> {
  pages: DocumentPage[];
  onRetry: () => void;
}

function Pages({ lessonVersionId, title, pages, next, onRetry }: PagesProps) {
  const t = useStrings();
  const list = useRef<HTMLOListElement>(null);
  const [first] = useState(() => lastPage(lessonVersionId, pages.length));
  const page = usePageInView(list, first);
  const [zoom, setZoom] = useZoom();
  const show = (number: number) => list.current?.children[number - 1]?.scrollIntoView();
  const zoomTo = (wanted: Zoom) => {
    const read = list.current?.children[page - 1];
    const line = window.innerHeight / 3;
    const before = read?.getBoundingClientRect();
    flushSync(() => setZoom(wanted));
    const after = read?.getBoundingClientRect();
    // The sentence that one reads stays where it is.
    if (before && after && before.height > 0) window.scrollBy({ top: after.top + ((line - before.top) / before.height) * after.height - line, behavior: 'instant' });
  };
  useLayoutEffect(() => {
    // The room of every page is known before its picture, so nothing moves afterwards.
    if (first > 1) list.current?.children[first - 1]?.scrollIntoView({ behavior: 'instant' });
  }, [first]);
  useEffect(() => keepPage(lessonVersionId, page), [lessonVersionId, page]);
  return (
    <section aria-label={t('document', { title })} className={styles.document}>
      <ol ref={list} className={styles.pages} style={{ '--zoom': zoom / 100 } as CSSProperties}>
        {pages.map((each, index) => (
          <PagePicture key={index} page={each} number={index + 1} pages={pages.length} onRetry={onRetry} />
        ))}
      </ol>
      <div className={styles.bar}>
        <ZoomButtons zoom={zoom} onZoom={zoomTo} />
        <Button variant="secondary" disabled={page <= 1} onClick={() => show(page - 1)}>
          {t('previous')}
        </Button>
        <span className="num" aria-live="polite">
          {t('pageShort', { page, pages: pages.length })}
        </span>
        <Button variant="secondary" disabled={page >= pages.length} onClick={() => show(page + 1)}>
          {t('next')}
        </Button>
      </div>
      <div className={styles.end}>
        <p>{t('end')}</p>
        {next && (
          <TextLink as={Link} to={next.path}>
            {t('nextLesson', { title: next.title })}
          </TextLink>
        )}
      </div>
    </section>
  );
}

function NotOpen({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useStrings();
  const code = problemOf(error)?.code;
  if (code === 'media_not_ready') {
    return (
      <Notice tone="wait" title={t('preparing')} role="status">
        {t('preparingText')}
      </Notice>
    );
  }
  if (code === 'media_taken_down') {
    return (
      <Notice tone="attention" role="alert">
        {problemSentence(error)}
      </Notice>
    );
  }
  return <ProblemNotice error={error} onRetry={onRetry} />;
}
