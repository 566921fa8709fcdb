import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { formatCount } from '@xuexi/ui';

import { LinkButton } from '../../components/controls';
import { Panel } from '../../components/panel';
import { formatCreditFigure } from '../../lib/figures';

import styles from './closings-page.module.css';

/** What a closing changed against the one before, in figures. */
export function ClosingDifference({ difference }: { difference: Api['ClosingDifference'] }) {
  const { t } = useTranslation('credits');
  const { before, added, changed, gone, unchanged, creditsBefore, creditsAfter, targetMetBefore, targetMetAfter } = difference;
  return (
    <Panel title={t('difference.title')} aside={before !== null && <LinkButton variant="quiet" small to={`/closings/${before}`}>{t('difference.before')}</LinkButton>}>
      {before === null ? (
        <p>{t('difference.first')}</p>
      ) : (
        <>
          <p>{t('difference.persons', { added: formatCount(added), changed: formatCount(changed), gone: formatCount(gone), unchanged: formatCount(unchanged) })}</p>
          <p className={styles.note}>
            {t('difference.totals', { creditsBefore: formatCreditFigure(creditsBefore), creditsAfter: formatCreditFigure(creditsAfter), targetMetBefore: formatCount(targetMetBefore), targetMetAfter: formatCount(targetMetAfter) })}
          </p>
        </>
      )}
    </Panel>
  );
}
