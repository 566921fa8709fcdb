import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { formatCount, formatDateTime, Loading, Notice, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { formatCreditFigure, formatShare } from '../../lib/figures';

import { ClosingChanges } from './closing-changes';
import { ClosingDifference } from './closing-difference';
import { ClosingProgress } from './closing-progress';
import { ClosingRegions } from './closing-regions';
import styles from './closings-page.module.css';
import { type Closing, isRunning, useClosing } from './use-closings';

/** One closing: how far it is, what came of it, by region, and what differs from the one before. */
export function ClosingPage() {
  const { closingId = '' } = useParams();
  const closing = useClosing(closingId);
  return (
    <Answer query={closing} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
      {(found) => <Details closing={found} />}
    </Answer>
  );
}

function Details({ closing }: { closing: Closing }) {
  const { t } = useTranslation('credits');
  const { id, year, kind, state, startedBy, createdAt, root, keyId, leaves, difference } = closing;
  return (
    <>
      <PageHead
        path={[{ name: t('title'), to: '/closings' }, { name: t('one.crumb') }]}
        title={t('one.title', { year, kind: t(`kind.${kind}`) })}
        beside={<Tag tone={state === 'done' ? 'bamboo' : state === 'failed' ? 'cinnabar' : 'ochre'}>{t(`history.states.${state}`)}</Tag>}
        lead={t('one.lead', { by: startedBy, at: formatDateTime(createdAt) })}
      />
      {isRunning(closing) && <ClosingProgress closing={closing} />}
      {state === 'failed' && <Notice tone="attention" role="status">{t('history.failedNote')}</Notice>}
      {kind === 'trial' && state === 'done' && <Notice tone="info">{t('one.trialNote')}</Notice>}
      {state === 'done' && <Figures closing={closing} />}
      {difference !== null && <ClosingDifference difference={difference} />}
      {difference !== null && difference.before !== null && <ClosingChanges id={id} />}
      {state === 'done' && <ClosingRegions id={id} isTrial={kind === 'trial'} />}
      {state === 'done' && kind === 'final' && leaves === 0 && <Notice tone="info">{t('one.signature.unchanged')}</Notice>}
      {root !== null && (
        <Panel title={t('one.signature.title')}>
          <p>{t('one.signature.detail', { leaves: formatCount(leaves ?? 0) })}</p>
          <dl className={styles.hashes}>
            <dt>{t('one.signature.root')}</dt>
            <dd>{root}</dd>
            <dt>{t('one.signature.key')}</dt>
            <dd>{keyId}</dd>
          </dl>
        </Panel>
      )}
    </>
  );
}

/** The three figures of a year, never one alone. */
function Figures({ closing: { statements, targetMet, meanCredits, kind } }: { closing: Closing }) {
  const { t } = useTranslation('credits');
  const figures = [
    { name: t(kind === 'trial' ? 'one.figures.wouldState' : 'one.figures.statements'), value: formatCount(statements), unit: t('one.figures.persons') },
    { name: t('one.figures.targetMet'), value: formatCount(targetMet), unit: t('one.figures.persons') },
    { name: t('one.figures.share'), value: formatShare(targetMet, statements) ?? t('history.none'), unit: '' },
    { name: t('one.figures.mean'), value: formatCreditFigure(meanCredits), unit: t('one.figures.credits') },
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(({ name, value, unit }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong> {unit}
          </dd>
        </div>
      ))}
    </dl>
  );
}
