export { MediaError, type MediaErrorCode } from './errors.js';
export { probe, type AudioTrack, type FrameRate, type SourceProbe, type VideoTrack } from './probe.js';
export { planLadder, type AudioRendition, type Ladder, type VideoRendition } from './ladder.js';
export { transcode, type TranscodeJob, type TranscodeProgress, type TranscodeResult } from './transcode.js';
export { verifyHls, type ExpectedOutput, type OutputRendition } from './verify.js';
export { findSlideFonts, type SlideFont, type SlideFonts } from './slides/fonts.js';
export { generateSlideVideo, type SlideVideo } from './slides/slide-video.js';
export { slideCaptions } from './slides/slide-captions.js';
