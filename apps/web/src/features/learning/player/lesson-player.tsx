import { Button, LoadingMark, Notice, ProblemNotice, TextLink, problemOf, problemSentence } from '@xuexi/ui';
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';

import type { PlaySession } from '../api/play-session';
import { furthestOf } from './use-skip-guard';
import { useStrings } from './use-strings';
import { type OpenWatching, type WatchingFacts, isDisplaced, watchedOf } from '../watching/open-watching';
import { type Watching, useWatching } from '../watching/use-watching';

import { Checkpoints } from './checkpoints/checkpoint-dialog';
import { EarnCard } from './earn-card';
import { prepareEngine } from './media/open-engine';
import { Player } from './player';
import { Notes } from './notes/notes';
import { PresenceDialog } from './presence-dialog';
import { EndScreen } from './screens/end-screen';
import { Transcript } from './transcript/transcript';

import styles from './lesson-player.module.css';

/** Closer to its end than this, a lesson begins anew, in seconds. */
const END_MARGIN = 3;

interface LessonPlayerProps {
  courseId: string;
  lessonVersionId: string;
  personId: string;
  /** The address of this page. */
  here: string;
  /** The lesson to go on with once this one is complete. */
  next: { title: string; path: string } | null;
  /** Title and facts of the lesson, between the picture and the card. */
  children: ReactNode;
}

/** Watching a lesson: the film, what it earns, the question whether one is there. */
export function LessonPlayer({ courseId, lessonVersionId, personId, here, next, children }: LessonPlayerProps) {
  const t = useStrings();
  const watching = useWatching({ courseId, lessonVersionId, personId });
  const [place, setPlace] = useState<number | null>(null);
  const [goesOn, setGoesOn] = useState(false);
  const tried = useRef(false);
  const { open, facts } = watching;
  const reopen = (playing: boolean) => {
    setGoesOn(playing);
    watching.reopen();
  };
  useEffect(prepareEngine, []);
  if (open === null || facts === null) {
    return (
      <div className={styles.lesson}>
        {watching.error === null ? (
          <div className={styles.opening}>
            <LoadingMark label={t('opening')} />
          </div>
        ) : (
          <div className={styles.notOpen}>
            <NotOpen watching={watching} next={next} />
          </div>
        )}
        <div className={styles.below}>{children}</div>
      </div>
    );
  }
  return (
    <OpenLesson
      key={open.session.playSessionId}
      lessonVersionId={lessonVersionId}
      watching={watching}
      open={open}
      facts={facts}
      startAt={place ?? startOf(open.session, facts)}
      onPlace={setPlace}
      goesOn={goesOn}
      tried={tried}
      onReopen={reopen}
      here={here}
      next={next}
    >
      {children}
    </OpenLesson>
  );
}

interface OpenLessonProps extends Pick<LessonPlayerProps, 'lessonVersionId' | 'here' | 'next' | 'children'> {
  watching: Watching;
  open: OpenWatching;
  facts: WatchingFacts;
  startAt: number;
  /** Is told where playback is, so that another opening goes on there. */
  onPlace: (time: number) => void;
  /** It played before it was opened anew. */
  goesOn: boolean;
  /** Whether the player has already tried by itself after trouble. */
  tried: RefObject<boolean>;
  onReopen: (playing: boolean) => void;
}

function OpenLesson({ lessonVersionId, watching, open, facts, startAt, onPlace, goesOn, tried, onReopen, here, next, children }: OpenLessonProps) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [start] = useState(startAt);
  const [answering, setAnswering] = useState(false);
  const { follow } = watching;
  const onVideo = useCallback(
    (element: HTMLVideoElement | null) => {
      setVideo(element);
      follow(element);
    },
    [follow],
  );
  const stop = useCallback(() => video?.pause(), [video]);
  const displaced = isDisplaced(facts);
  useEffect(() => {
    if (displaced) stop();
  }, [displaced, stop]);
  useEffect(() => {
    if (video === null) return undefined;
    // A video that is not loaded yet, or no more, stands at 0.
    const tell = () => video.currentTime > 0 && onPlace(video.currentTime);
    // A seek tells the time only when it has arrived, which it may never do.
    const events = ['timeupdate', 'seeking'];
    events.forEach((event) => video.addEventListener(event, tell));
    return () => events.forEach((event) => video.removeEventListener(event, tell));
  }, [video, onPlace]);
  const answer = async () => {
    setAnswering(true);
    await open.answer().catch(() => undefined);
    setAnswering(false);
    await video?.play().catch(() => undefined);
  };
  return (
    <div className={styles.lesson}>
      <Player
        session={open.session}
        startAt={start}
        goesOn={goesOn}
        tried={tried}
        watched={watchedOf(facts)}
        complete={facts.standing.completed !== null}
        savedAt={facts.standing.savedAt}
        offline={facts.hindrance === 'offline'}
        video={video}
        onVideo={onVideo}
        onReopen={onReopen}
        obstacle={displaced ? <Displaced otherPage={facts.hindrance === 'other_page'} onTakeBack={() => onReopen(true)} /> : null}
        ending={(player) => <EndScreen player={player} requiredSeconds={facts.standing.completed === null ? facts.standing.requiredSeconds : 0} next={next} />}
      >
        {(cues, time) => (
          <div className={styles.below}>
            {children}
            <EarnCard facts={facts} preventSkip={open.session.preventSkip} at={time} here={here} next={next} />
            <Notes lessonVersionId={lessonVersionId} title={open.session.lesson.title} time={time} onGoTo={(to) => video && (video.currentTime = to)} />
            <Transcript
              title={open.session.lesson.title}
              cues={cues}
              dialect={open.session.playback.captions.some(({ dialect }) => dialect)}
              time={time}
              onGoTo={(to) => video && (video.currentTime = to)}
            />
          </div>
        )}
      </Player>
      <Checkpoints lessonVersionId={lessonVersionId} video={video} />
      <PresenceDialog answerBy={facts.answerBy} onLate={stop} onAnswer={() => void answer()} busy={answering} />
    </div>
  );
}

function Displaced({ otherPage, onTakeBack }: { otherPage: boolean; onTakeBack: () => void }) {
  const t = useStrings();
  return (
    <>
      <p role="alert">{t(otherPage ? 'displacedHere' : 'displaced')}</p>
      <Button onClick={onTakeBack}>{t('displacedAction')}</Button>
    </>
  );
}

function NotOpen({ watching, next }: { watching: Watching } & Pick<LessonPlayerProps, 'next'>) {
  const t = useStrings();
  const { error, reopen } = watching;
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
      <Notice
        tone="attention"
        role="alert"
        action={
          next && (
            <TextLink as={Link} to={next.path}>
              {t('next', { title: next.title })}
            </TextLink>
          )
        }
      >
        {problemSentence(error)}
      </Notice>
    );
  }
  return <ProblemNotice error={error} onRetry={reopen} />;
}

/** Where one left off, where skipping is prevented no further than what was played; a lesson seen to its end begins anew. */
function startOf({ preventSkip }: PlaySession, { standing }: WatchingFacts): number {
  if (preventSkip && standing.completed === null) return Math.min(standing.savedAt, furthestOf(standing.coverage));
  return standing.savedAt >= standing.durationSeconds - END_MARGIN ? 0 : standing.savedAt;
}
