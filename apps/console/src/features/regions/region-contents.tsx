import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { formatCount } from '@xuexi/ui';

import styles from './regions-page.module.css';

const KINDS = ['residents', 'regions', 'organisations', 'courses', 'roles'] as const;

/** How much lies in a region and below it. */
export function RegionContents({ contents }: { contents: Api['RegionContents'] }) {
  const { t } = useTranslation('regions');
  return (
    <dl className={styles.contents}>
      {KINDS.map((kind) => (
        <div key={kind}>
          <dt>{t(`contents.${kind}`)}</dt>
          <dd>{formatCount(contents[kind])}</dd>
        </div>
      ))}
    </dl>
  );
}
