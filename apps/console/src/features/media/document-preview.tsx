import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Loading, Skeleton } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { dataOf, useApi } from '../../lib/api';

import styles from './document-preview.module.css';

/** Shows the pages of a document as the learners will get them, before it is published. */
export function DocumentPreview({ mediaId, lessonTitle }: { mediaId: string; lessonTitle: string }) {
  const { t } = useTranslation('media');
  const document = usePages(mediaId);
  return (
    <Answer query={document} skeleton={<Loading><Skeleton width="100%" height="240px" /></Loading>}>
      {({ pages }) => (
        <ol className={styles.pages} aria-label={t('preview.label', { lesson: lessonTitle })}>
          {pages.map((page, index) => (
            <li key={page.url}>
              <img src={page.url} width={page.width} height={page.height} alt={page.text || t('preview.onlyPicture')} loading="lazy" decoding="async" />
              <p className="num">{t('preview.page', { page: index + 1, pages: pages.length })}</p>
            </li>
          ))}
        </ol>
      )}
    </Answer>
  );
}

function usePages(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['media', id, 'pages'],
    queryFn: () => dataOf(api.GET('/api/media/{id}/pages', { params: { path: { id } } })),
    // The addresses are signed for a while only.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
