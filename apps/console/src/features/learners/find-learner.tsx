import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Loading, ProblemNotice, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';

import { LearnerSearch } from './learner-search';
import { LearnerTable } from './learner-table';
import { type ListedLearner, useLearnerList, useLearnerSearch } from './use-learners';

/** Leads from a learner's name or number to what a page does for them. */
export function FindLearner({ linkTo }: { linkTo: (personId: string) => string }) {
  const [q, setQ] = useState<string | undefined>();
  const search = useLearnerSearch();
  return (
    <>
      <LearnerSearch
        q={q}
        busy={search.isPending}
        onName={(name) => {
          search.reset();
          setQ(name);
        }}
        onNumber={(number) => {
          setQ(undefined);
          search.mutate(number);
        }}
      />
      <ProblemNotice error={search.error} />
      {search.data !== undefined && <Found learners={search.data} linkTo={linkTo} />}
      {q !== undefined && <Named q={q} linkTo={linkTo} />}
    </>
  );
}

function Named({ q, linkTo }: { q: string; linkTo: (personId: string) => string }) {
  const anyOther = { regionId: undefined, verification: undefined, state: undefined, sex: undefined, ageFrom: undefined, ageTo: undefined, cursor: undefined };
  const learners = useLearnerList({ ...anyOther, q });
  return (
    <Answer query={learners} skeleton={<Loading><SkeletonText lines={3} /></Loading>}>
      {({ items }) => <Found learners={items} linkTo={linkTo} />}
    </Answer>
  );
}

function Found({ learners, linkTo }: { learners: readonly ListedLearner[]; linkTo: (personId: string) => string }) {
  const { t } = useTranslation('learners');
  if (learners.length === 0) return <p role="status">{t('noneFound')}</p>;
  return <LearnerTable learners={learners} linkTo={linkTo} />;
}
