/**
 * Everything that can go wrong between an uploaded file and a finished HLS folder. Codes are stable: the database and
 * the console keep them.
 */
export type MediaErrorCode =
  | 'source_missing'
  | 'source_empty'
  | 'source_not_media'
  | 'source_is_image'
  | 'source_is_playlist'
  | 'source_damaged'
  | 'source_no_video'
  | 'source_no_duration'
  | 'source_codec_unsupported'
  | 'source_too_large'
  | 'source_too_short'
  | 'source_too_long'
  | 'output_not_empty'
  | 'output_incomplete'
  | 'disk_full'
  | 'deadline_exceeded'
  | 'aborted'
  | 'tool_missing'
  | 'tool_failed'
  | 'font_missing';

interface Explanation {
  /** What is wrong and what to do, for the instructor. */
  sentence: string;
  /** True when the same file may succeed at another moment or on another machine. */
  retryable: boolean;
}

const EXPLANATIONS: Record<MediaErrorCode, Explanation> = {
  source_missing: { sentence: '找不到上传的文件。请重新上传。', retryable: false },
  source_empty: { sentence: '文件是空的（0 字节）。请检查原文件，再重新上传。', retryable: false },
  source_not_media: {
    sentence: '这不是能识别的视频文件。请上传 MP4、MOV、MKV、WebM、AVI、FLV 或 TS 格式的视频。',
    retryable: false,
  },
  source_is_image: { sentence: '这是一张图片，不是视频。请上传视频文件。', retryable: false },
  source_is_playlist: { sentence: '这是一个播放列表，里面没有视频内容。请上传视频文件本身。', retryable: false },
  source_damaged: {
    sentence: '视频文件不完整或已损坏。请在电脑或手机上确认能从头播放到尾，再重新上传。',
    retryable: false,
  },
  source_no_video: { sentence: '文件里只有声音，没有画面。请上传有画面的视频。', retryable: false },
  source_no_duration: {
    sentence: '无法得知视频的时长，文件可能没有录完。请用手机或剪辑软件重新导出，再上传。',
    retryable: false,
  },
  source_codec_unsupported: {
    sentence: '视频的编码方式不受支持。请导出为 H.264 编码的 MP4，再上传。',
    retryable: false,
  },
  source_too_large: { sentence: '视频画面过大或过小。请导出为 1080p 的 MP4，再上传。', retryable: false },
  source_too_short: { sentence: '视频不到 1 秒。请检查是不是选错了文件，再上传完整的视频。', retryable: false },
  source_too_long: { sentence: '视频超过 12 小时。请剪成几段，分别上传。', retryable: false },
  output_not_empty: { sentence: '转码的输出位置已有内容，这次没有开始。请点“重试”。', retryable: true },
  output_incomplete: { sentence: '转码结果不完整，已经作废。请点“重试”。', retryable: true },
  disk_full: { sentence: '服务器存储空间不足，转码没有完成。请联系管理员清理空间，再点“重试”。', retryable: true },
  deadline_exceeded: {
    sentence: '转码用时过长，已经停止。请点“重试”；再次失败时，请导出为 1080p 的 MP4 后重新上传。',
    retryable: true,
  },
  aborted: { sentence: '转码已取消。需要时可以点“重试”。', retryable: true },
  tool_missing: { sentence: '服务器缺少视频处理程序，转码无法开始。请联系管理员安装 ffmpeg。', retryable: true },
  tool_failed: {
    sentence: '视频处理程序出错，转码没有完成。请点“重试”；再次失败时，请导出为 H.264 编码的 MP4 后重新上传。',
    retryable: true,
  },
  font_missing: {
    sentence: '服务器没有中文字体，无法制作示例视频。请联系管理员安装 fonts-noto-cjk。',
    retryable: true,
  },
};

/** The one error this package throws: a stable code, a sentence for the instructor and a detail for the log. */
export class MediaError extends Error {
  readonly code: MediaErrorCode;
  /** Chinese: what is wrong and what to do. Safe to show to anybody. */
  readonly sentence: string;
  /** For the log only: the end of the tool's own words, without paths. */
  readonly detail: string;
  /** False when the same file would fail again. */
  readonly retryable: boolean;

  /**
   * @param code what happened
   * @param detail what the tool said; must hold no path
   */
  constructor(code: MediaErrorCode, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'MediaError';
    this.code = code;
    this.sentence = EXPLANATIONS[code].sentence;
    this.detail = detail;
    this.retryable = EXPLANATIONS[code].retryable;
  }
}
