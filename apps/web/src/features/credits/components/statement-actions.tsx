import { Button, Dialog, Notice, ProblemNotice } from '@xuexi/ui';
import { useState } from 'react';

import { QrCode } from '../../../components/qr-code';

import type { Statement } from '../api/get-statements';
import { type StatementForm, useTakeStatement } from '../api/take-statement';
import { useStrings } from '../use-strings';

import styles from './statement-actions.module.css';

/** The forms besides paper, with what each is for. */
const OTHER_FORMS = ['file', 'credential'] as const satisfies readonly StatementForm[];

/** What can be done with a statement: print it, show it to someone, take it along. */
export function StatementActions({ statement }: { statement: Statement }) {
  const t = useStrings();
  const take = useTakeStatement(statement);
  const [sharing, setSharing] = useState(false);
  const busyWith = take.isPending ? take.variables : null;
  return (
    <div className={styles.actions}>
      <div className={styles.row}>
        <Button busy={busyWith === 'pdf'} busyLabel={t('statements.busy')} onClick={() => take.mutate('pdf')}>
          {t('statements.pdf')}
        </Button>
        <Button variant="secondary" onClick={() => setSharing(true)}>
          {t('statements.share')}
        </Button>
      </div>
      <ProblemNotice error={take.error} />
      {take.isSuccess && (
        <Notice tone="done" role="status">
          {t('statements.saved', { name: take.data })}
        </Notice>
      )}
      {statement.signed ? (
        <details className={styles.more}>
          <summary>{t('statements.more')}</summary>
          {OTHER_FORMS.map((form) => (
            <div key={form} className={styles.form}>
              <p>{t(`statements.${form}Text`)}</p>
              <Button variant="secondary" busy={busyWith === form} busyLabel={t('statements.busy')} onClick={() => take.mutate(form)}>
                {t(`statements.${form}`)}
              </Button>
            </div>
          ))}
        </details>
      ) : (
        statement.status === 'valid' && <p className={styles.aside}>{t('statements.unsigned')}</p>
      )}
      <Dialog open={sharing} title={t('statements.shareTitle')} onDismiss={() => setSharing(false)}>
        <div className={styles.share}>
          <p>{t('statements.shareText')}</p>
          <QrCode text={statement.verifyUrl} label={t('statements.shareQr', { year: statement.year })} />
          <p className={styles.address}>{statement.verifyUrl}</p>
          <Button variant="secondary" wide onClick={() => setSharing(false)}>
            {t('statements.close')}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
