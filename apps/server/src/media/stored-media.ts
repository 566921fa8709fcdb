import { Injectable } from '@nestjs/common';
import { isWorkedOn } from '@xuexi/domain';
import { And, DataSource, In, LessThanOrEqual, MoreThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { type ListedFile, Storage, isPartial } from '../platform/storage/storage.js';
import { type Comparison, type FilePart, type IdRange, type Mended, StoredFileOwner, StoredFileOwners, type StoredUnits } from '../platform/storage/stored-file-owner.js';
import { CaptionTrack } from './caption-track.entity.js';
import { LostFiles } from './lost-files.js';
import { Media } from './media.entity.js';
import { filesNamedBy, namesOthers } from './named-files.js';
import { uploadFiles } from './uploads.service.js';

const PAGE = 200;
/** After a new transcode is ready, the folder that played before stays for those who watch it; by then it is cleared away. */
const REPLACED_FOR_MS = 24 * 3600 * 1000;
/** The states in which the source must be there. */
const WITH_SOURCE: Media['state'][] = ['checking', 'queued', 'transcoding', 'ready', 'failed'];

/** A video as far as its files go. */
type Row = Pick<Media, 'id' | 'state' | 'fence' | 'sourceKey' | 'outputPrefix' | 'output' | 'takenDownAt' | 'readyAt' | 'sourceRemovedAt'> & { tracks: CaptionTrack[] };

/** Which files are the videos': sources, what plays, captions; where they are shown, and where they are taken down to. */
@Injectable()
export class StoredMedia extends StoredFileOwner {
  readonly folders = ['media', 'uploads', 'withdrawn'];

  constructor(
    owners: StoredFileOwners,
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly lost: LostFiles,
    private readonly clock: Clock,
  ) {
    super(owners);
  }

  partOf(key: string): FilePart {
    if (key.startsWith('uploads/')) return 'sources';
    return /^[^/]+\/[^/]+\/captions[/.]/.test(key) ? 'captions' : 'lessons';
  }

  async compare(folder: string, units: StoredUnits, range: IdRange): Promise<Comparison> {
    const found: Comparison = { strays: [], missing: [] };
    const listed = new Set<string>();
    for await (const row of this.rowsIn(range)) {
      listed.add(row.id);
      const files = units.get(row.id) ?? [];
      for (const file of files) if (!this.isOf(row, file.key)) found.strays.push(file);
      const missing = folder === 'uploads' ? this.missingSource(row, files) : await this.missingOfLesson(folder, row, files);
      for (const key of missing) if (await this.lost.isStillMissing(key)) found.missing.push(key);
    }
    for (const [id, files] of units) if (!listed.has(id)) found.strays = found.strays.concat(files);
    return found;
  }

  async isStray(key: string): Promise<boolean> {
    const id = /^[^/]+\/([^./]*)/.exec(key)?.[1] ?? '';
    const [row] = await this.withTracks(await this.dataSource.manager.findBy(Media, { id }));
    return !row || !this.isOf(row, key);
  }

  mend(keys: readonly string[]): Promise<Mended> {
    return this.lost.mend(keys);
  }

  private async *rowsIn({ after, upTo }: IdRange): AsyncGenerator<Row> {
    let page: Row[];
    let last = after;
    do {
      const id = upTo === null ? MoreThan(last) : And(MoreThan(last), LessThanOrEqual(upTo));
      const found = await this.dataSource.manager.find(Media, {
        select: { id: true, state: true, fence: true, sourceKey: true, outputPrefix: true, output: true, takenDownAt: true, readyAt: true, sourceRemovedAt: true },
        where: { id },
        order: { id: 'ASC' },
        take: PAGE,
      });
      page = await this.withTracks(found);
      yield* page;
      last = page.at(-1)?.id ?? last;
    } while (page.length === PAGE);
  }

  private async withTracks(rows: Omit<Row, 'tracks'>[]): Promise<Row[]> {
    const tracks = rows.length === 0 ? [] : await this.dataSource.manager.findBy(CaptionTrack, { mediaId: In(rows.map(({ id }) => id)) });
    return rows.map((row) => ({ ...row, tracks: tracks.filter(({ mediaId }) => mediaId === row.id) }));
  }

  private isOf(row: Row, key: string): boolean {
    if (key.startsWith('uploads/')) return uploadFiles(row.id).includes(key);
    if (isPartial(key)) return false;
    const shown = `media/${key.slice(key.indexOf('/') + 1)}`;
    const [, , name = '', file = ''] = shown.split('/');
    if (row.tracks.some(({ storageKey }) => storageKey === shown)) return true;
    // Earlier versions of captions keep their addresses.
    if (name === 'captions') return row.tracks.some(({ id }) => file.startsWith(`${id}-`));
    if (!shown.startsWith(`media/${row.id}/`)) return false;
    const fence = `media/${row.id}/${name}`;
    if (fence === row.outputPrefix || (isWorkedOn(row.state) && name === String(row.fence))) return true;
    return row.readyAt !== null && row.readyAt.getTime() > this.clock.now() - REPLACED_FOR_MS;
  }

  private missingSource({ state, sourceKey, sourceRemovedAt }: Row, files: readonly ListedFile[]): string[] {
    return sourceRemovedAt === null && WITH_SOURCE.includes(state) && !files.some(({ key }) => key === sourceKey) ? [sourceKey] : [];
  }

  /** What the row names, and what the playlists among that name, as keys in the folder where they belong now. */
  private async missingOfLesson(folder: string, row: Row, files: readonly ListedFile[]): Promise<string[]> {
    if (folder !== (row.takenDownAt ? 'withdrawn' : 'media')) return [];
    const present = new Set(files.map(({ key }) => key));
    const inFolder = (key: string): string => folder + key.slice('media'.length);
    const asked = new Set([...outputKeys(row), ...row.tracks.filter(({ cueCount }) => cueCount > 0).map(({ storageKey }) => storageKey)].map(inFolder));
    // A set that grows while it is gone through: playlists name playlists, those name segments.
    for (const key of asked) {
      if (!namesOthers(key) || !present.has(key) || this.partOf(key) === 'captions') continue;
      for (const named of await filesNamedBy(this.storage, key)) asked.add(named);
    }
    return [...asked].filter((key) => !present.has(key));
  }
}

/** The files that the row itself names. */
function outputKeys({ outputPrefix, output }: Row): string[] {
  if (!outputPrefix || !output) return [];
  const files = 'pages' in output ? [...output.pages.map(({ file }) => file), output.textFile] : [output.masterFile, output.posterFile, output.audioOnlyFile, output.previewsFile];
  return files.filter((file) => typeof file === 'string').map((file) => `${outputPrefix}/${file}`);
}
