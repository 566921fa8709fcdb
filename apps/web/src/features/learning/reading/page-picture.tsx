import { Button, Notice } from '@xuexi/ui';
import { useState } from 'react';

import type { DocumentPage } from '../api/open-reading';

import { writtenPartOf } from './blank-below';
import styles from './lesson-document.module.css';
import { useStrings } from './use-strings';

interface PagePictureProps {
  page: DocumentPage;
  /** From 1. */
  number: number;
  pages: number;
  /** Asks for new addresses. */
  onRetry: () => void;
}

/** One page: its picture, which is loaded when it comes near, and for those who cannot see it what is written there. */
export function PagePicture({ page, number, pages, onRetry }: PagePictureProps) {
  const t = useStrings();
  const [lost, setLost] = useState<string | null>(null);
  const [part, setPart] = useState(1);
  const cut = (picture: HTMLImageElement) => {
    // What one reads moves only if something above it becomes shorter.
    if (picture.getBoundingClientRect().bottom > 0) setPart(writtenPartOf(picture));
  };
  return (
    <li className={styles.page} aria-label={t('page', { page: number, pages })} style={{ aspectRatio: `${page.width} / ${page.height * part}` }}>
      {lost === page.url ? (
        <Notice
          tone="attention"
          title={t('pageLost')}
          role="status"
          action={
            <Button
              variant="secondary"
              onClick={() => {
                setLost(null);
                onRetry();
              }}
            >
              {t('retry')}
            </Button>
          }
        >
          {t('pageLostText')}
        </Notice>
      ) : (
        <img src={page.url} width={page.width} height={page.height} alt="" loading="lazy" decoding="async" onLoad={(event) => cut(event.currentTarget)} onError={() => setLost(page.url)} />
      )}
      <p className={styles.spoken}>{page.text === '' ? t('onlyPicture', { page: number }) : page.text}</p>
    </li>
  );
}
