import { Loading, ProblemNotice, Skeleton, TextLink } from '@xuexi/ui';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';

import { FormSheet } from '../../components/form-sheet';
import { useStatementOf } from '../../features/verification/api/look';
import { CheckForm } from '../../features/verification/components/check-form';
import { FoundStatement } from '../../features/verification/components/found-statement';
import { useStrings } from '../../features/verification/use-strings';
import { useDocumentTitle } from '../../lib/document-title';

import styles from './verify-page.module.css';

/** 核验学分证明, for everyone: number and code are typed in, or come with the QR code of the paper. */
export default function VerifyPage() {
  const t = useStrings();
  const navigate = useNavigate();
  const { number = '' } = useParams();
  const code = useSearchParams()[0].get('code') ?? '';
  const known = number !== '' && code !== '';
  useDocumentTitle(t('title'));
  return (
    <FormSheet title={t('title')} lead={known ? undefined : t('lead')} foot={known ? undefined : t('offline')}>
      {known ? (
        <Result key={`${number} ${code}`} number={number} code={code} />
      ) : (
        <CheckForm initial={{ number, code }} onCheck={(typed) => void navigate(`/verify/${encodeURIComponent(typed.number)}?code=${encodeURIComponent(typed.code)}`)} />
      )}
    </FormSheet>
  );
}

function Result({ number, code }: { number: string; code: string }) {
  const t = useStrings();
  const navigate = useNavigate();
  const found = useStatementOf(number, code);
  if (found.isPending) {
    return (
      <Loading>
        <Skeleton className={styles.toCome} />
      </Loading>
    );
  }
  if (found.isError) {
    const check = (typed: { number: string; code: string }) => {
      if (typed.number === number && typed.code === code) void found.refetch();
      else void navigate(`/verify/${encodeURIComponent(typed.number)}?code=${encodeURIComponent(typed.code)}`);
    };
    return (
      <>
        <ProblemNotice error={found.error} />
        <CheckForm initial={{ number, code }} onCheck={check} />
      </>
    );
  }
  return (
    <>
      <FoundStatement statement={found.data} />
      <TextLink as={Link} to="/verify">
        {t('again')}
      </TextLink>
    </>
  );
}
