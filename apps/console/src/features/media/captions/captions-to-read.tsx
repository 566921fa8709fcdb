import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatCount, formatDateTime, formatDuration, Loading, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../../components/answer';

import styles from './captions.module.css';
import { type CaptionTrack, useCaptions, useCaptionTracks } from './use-captions';

export interface CaptionsToReadProps {
  mediaId: string;
  /** Who makes them; absent where the page says so already. */
  author?: string;
}

/** 字幕 of a video for those who look it over: what there is, when it was changed last, and every word of it. */
export function CaptionsToRead({ mediaId, author }: CaptionsToReadProps) {
  const { t } = useTranslation('captions');
  const tracks = useCaptionTracks(mediaId);
  return (
    <Answer query={tracks} skeleton={<Loading><SkeletonText lines={1} /></Loading>}>
      {(items) =>
        items.length === 0 ? (
          <p className={styles.hint}>{t('toRead.none')}</p>
        ) : (
          <ul className={styles.toRead} aria-label={t('title')}>
            {items.map((track) => (
              <li key={track.id}>
                <Track track={track} author={author} />
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  );
}

function Track({ track, author }: { track: CaptionTrack; author: string | undefined }) {
  const { t } = useTranslation('captions');
  const [open, setOpen] = useState(false);
  const changed = { time: formatDateTime(track.changedAt), name: author };
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <strong>{t('toRead.track', { label: track.label, cues: formatCount(track.cueCount) })}</strong>
        {track.dialect && <Tag tone="ochre">{t('dialectTag')}</Tag>}
        <span>{t(author === undefined ? 'toRead.changed' : 'toRead.changedBy', changed)}</span>
      </summary>
      {open && <Words track={track} />}
    </details>
  );
}

function Words({ track: { id, label } }: { track: CaptionTrack }) {
  const { t } = useTranslation('captions');
  const captions = useCaptions(id);
  return (
    <Answer query={captions} skeleton={<Loading><SkeletonText lines={4} /></Loading>}>
      {({ cues }) => (
        <ol className={styles.words} aria-label={t('toRead.words', { label })}>
          {cues.map(({ startMs, text }) => (
            <li key={`${startMs}${text}`}>
              <span className="num">{formatDuration(Math.floor(startMs / 1000))}</span>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      )}
    </Answer>
  );
}
