import { useMutation } from '@tanstack/react-query';
import { isAnswered } from '@xuexi/domain';
import { Button, Dialog, Notice, ProblemNotice } from '@xuexi/ui';
import { useState } from 'react';

import { type QuestionAnswer, QuestionInput } from '../../../../components/question/question-input';
import { api, take } from '../../../../lib/api';

import styles from './checkpoint-dialog.module.css';
import { type Checkpoint, useCheckpoints } from './use-checkpoints';
import { useStrings } from './use-strings';

/** The question for which a video stops, when it is there. */
export function Checkpoints({ lessonVersionId, video }: { lessonVersionId: string; video: HTMLVideoElement | null }) {
  const { asked, goOn } = useCheckpoints(lessonVersionId, video);
  return asked && <CheckpointDialog key={asked.atSecond} lessonVersionId={lessonVersionId} checkpoint={asked} onGoOn={goOn} />;
}

interface CheckpointDialogProps {
  lessonVersionId: string;
  checkpoint: Checkpoint;
  /** Answered or skipped: the video plays on. */
  onGoOn: () => void;
}

/** One question: answer it as often as one likes, or pass it. It earns nothing and holds nothing back. */
export function CheckpointDialog({ lessonVersionId, checkpoint: { atSecond, question }, onGoOn }: CheckpointDialogProps) {
  const t = useStrings();
  const [answer, setAnswer] = useState<QuestionAnswer | undefined>(undefined);
  const check = useMutation({
    mutationFn: (given: QuestionAnswer) => take(api.POST('/api/lesson-versions/{id}/checkpoint-answers', { params: { path: { id: lessonVersionId } }, body: { atSecond, answer: given } })),
  });
  const outcome = check.data;
  return (
    <Dialog open title={t('title')} onDismiss={onGoOn} className={styles.dialog}>
      <p className={styles.lead}>{t('lead')}</p>
      {!outcome && <QuestionInput question={question} answer={answer} onAnswer={setAnswer} />}
      {outcome && (
        <Notice tone={outcome.right ? 'done' : 'attention'} role="status">
          {t(outcome.right ? 'right' : 'wrong')}
          {outcome.explanation}
        </Notice>
      )}
      <ProblemNotice error={check.error} />
      <div className={styles.ways}>
        {!outcome && (
          <Button wide disabled={!isAnswered(answer)} busy={check.isPending} busyLabel={t('answering')} onClick={() => answer && check.mutate(answer)}>
            {t('answer')}
          </Button>
        )}
        {outcome && !outcome.right && (
          <Button wide onClick={() => check.reset()}>
            {t('again')}
          </Button>
        )}
        <Button wide variant={outcome?.right ? 'primary' : 'secondary'} onClick={onGoOn}>
          {t(outcome ? 'goOn' : 'skip')}
        </Button>
      </div>
    </Dialog>
  );
}
