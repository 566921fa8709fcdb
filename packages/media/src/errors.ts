/**
 * Everything that can go wrong between an uploaded file and a finished folder. Codes are stable: the database and
 * the console keep them.
 */
export type MediaErrorCode =
  | 'source_missing'
  | 'source_changed'
  | 'source_empty'
  | 'source_not_media'
  | 'source_is_image'
  | 'source_is_live_photo'
  | 'source_is_playlist'
  | 'source_is_text'
  | 'source_is_office'
  | 'source_is_archive'
  | 'source_protected'
  | 'source_format_unsupported'
  | 'source_damaged'
  | 'source_no_duration'
  | 'source_codec_unsupported'
  | 'source_too_large'
  | 'source_too_short'
  | 'source_too_long'
  | 'document_encrypted'
  | 'document_damaged'
  | 'document_too_long'
  | 'document_too_complex'
  | 'output_not_empty'
  | 'output_incomplete'
  | 'copy_unusable'
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
  source_changed: { sentence: '收到的文件和原来的不一样，可能在传输途中损坏了。请重新上传。', retryable: false },
  source_empty: { sentence: '文件是空的（0 字节）。请检查原文件，再重新上传。', retryable: false },
  source_not_media: {
    sentence: '这个文件不能识别。请上传视频（MP4、MOV、MKV、WebM、AVI、FLV、TS）、录音（MP3、M4A、WAV、OGG、FLAC）或 PDF。',
    retryable: false,
  },
  source_is_image: { sentence: '这是一张图片。请上传视频或录音；要讲解图片，请把它放进 PDF 再上传。', retryable: false },
  source_is_live_photo: { sentence: '这是实况照片。请在手机相册里点“存储为视频”，再上传存好的视频。', retryable: false },
  source_is_playlist: { sentence: '这是一个播放列表，里面没有视频或声音。请上传视频或录音文件本身。', retryable: false },
  source_is_text: { sentence: '这是一个文字文件。请另存为 PDF，再上传。', retryable: false },
  source_is_office: { sentence: '这是 Word、PPT 或表格文件。请在原来的软件里另存为 PDF，再上传。', retryable: false },
  source_is_archive: { sentence: '这是一个压缩包。请先解压，再上传里面的视频、录音或 PDF。', retryable: false },
  source_protected: { sentence: '文件带有版权保护，不能播放。请上传自己录制的、没有加密的文件。', retryable: false },
  source_format_unsupported: {
    sentence: 'WMV、RM、RMVB 等格式不受支持。请用剪辑软件导出为 H.264 编码的 MP4；录音请导出为 MP3，再上传。',
    retryable: false,
  },
  source_damaged: {
    sentence: '文件不完整或已损坏。请在电脑或手机上确认能从头播放到尾，再重新上传。',
    retryable: false,
  },
  source_no_duration: {
    sentence: '无法得知时长，文件可能没有录完。请用录制它的手机或软件重新导出，再上传。',
    retryable: false,
  },
  source_codec_unsupported: {
    sentence: '文件的编码方式不受支持。视频请导出为 H.264 编码的 MP4，录音请导出为 MP3 或 M4A，再上传。',
    retryable: false,
  },
  source_too_large: { sentence: '画面过大或过小。请导出为 1080p 的 MP4，再上传。', retryable: false },
  source_too_short: { sentence: '内容不到 1 秒。请检查是不是选错了文件，再上传完整的文件。', retryable: false },
  source_too_long: { sentence: '内容超过 12 小时。请剪成几段，分别上传。', retryable: false },
  document_encrypted: { sentence: '这个 PDF 设有打开密码。请去掉密码后另存，再上传。', retryable: false },
  document_damaged: { sentence: '这个 PDF 不完整或已损坏。请在电脑上确认每一页都能打开，另存一份再上传。', retryable: false },
  document_too_long: { sentence: '这个 PDF 超过 300 页。请拆成几份，分别上传。', retryable: false },
  document_too_complex: { sentence: '这个 PDF 里有过于复杂的页面，无法处理。请用“打印为 PDF”另存一份，再上传。', retryable: false },
  output_not_empty: { sentence: '转码的输出位置已有内容，这次没有开始。请点“重试”。', retryable: true },
  output_incomplete: { sentence: '转码结果不完整，已经作废。请点“重试”。', retryable: true },
  copy_unusable: { sentence: '原画面不能直接使用。系统会自动重新转码，请稍候。', retryable: true },
  disk_full: { sentence: '服务器存储空间不足，转码没有完成。请联系管理员清理空间，再点“重试”。', retryable: true },
  deadline_exceeded: {
    sentence: '处理用时过长，已经停止。请点“重试”；再次失败时，视频请导出为 1080p 的 MP4，录音请导出为 MP3，再重新上传。',
    retryable: true,
  },
  aborted: { sentence: '转码已取消。需要时可以点“重试”。', retryable: true },
  tool_missing: { sentence: '服务器缺少处理文件的程序，处理无法开始。请联系管理员安装 ffmpeg 和 poppler-utils。', retryable: true },
  tool_failed: {
    sentence: '处理程序出错，没有完成。请点“重试”；再次失败时，视频请导出为 H.264 编码的 MP4，录音请导出为 MP3，再重新上传。',
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
