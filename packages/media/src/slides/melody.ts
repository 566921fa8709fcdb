import { seededRandom } from './random.js';

const SAMPLE_RATE = 32_000;
/** 宫商角徵羽 in semitones above the root. */
const PENTATONIC = [0, 2, 4, 7, 9];
const LOWEST_STEP = -2;
const HIGHEST_STEP = 9;
const REST_SHARE = 0.22;
const PEAK = 0.3;
const FADE_SECONDS = 1.5;
/** Overtones of a plucked string: loudness and seconds until it has faded to a thousandth. */
const OVERTONES = [
  { times: 1, loud: 1, fades: 3.2 },
  { times: 2, loud: 0.38, fades: 1.9 },
  { times: 3, loud: 0.16, fades: 1.1 },
  { times: 4.01, loud: 0.06, fades: 0.6 },
];

/** Adds one plucked note. Each overtone is a decaying resonator, two multiplications a sample. */
function pluck(samples: Float32Array, atSeconds: number, hertz: number, loud: number): void {
  const first = Math.round(atSeconds * SAMPLE_RATE);
  for (const overtone of OVERTONES) {
    const turn = (2 * Math.PI * hertz * overtone.times) / SAMPLE_RATE;
    const decay = Math.exp(Math.log(0.001) / (overtone.fades * SAMPLE_RATE));
    const c1 = 2 * decay * Math.cos(turn);
    const c2 = decay * decay;
    const last = Math.min(samples.length, first + Math.round(overtone.fades * SAMPLE_RATE));
    let before = 0;
    let now = loud * overtone.loud * Math.sin(turn);
    for (let i = first; i < last; i++) {
      samples[i] = (samples[i] ?? 0) + now;
      const next = c1 * now - c2 * before;
      before = now;
      now = next;
    }
  }
}

function hertzOf(root: number, step: number): number {
  const octave = Math.floor(step / PENTATONIC.length);
  return root * 2 ** (octave + (PENTATONIC[step - octave * PENTATONIC.length] ?? 0) / 12);
}

/** A walk over the scale in small steps, with rests, a low string under every fourth beat. */
function compose(samples: Float32Array, seconds: number, seed: number): void {
  const random = seededRandom(seed);
  const root = 220 * 2 ** (Math.floor(random() * 5) / 12);
  const beat = 0.62 + random() * 0.16;
  let step = 2;
  for (let count = 0; count * beat < seconds; count++) {
    const at = count * beat;
    if (count % 4 === 0) pluck(samples, at, hertzOf(root / 2, count % 16 === 8 ? 3 : 0), 0.5);
    step = Math.min(HIGHEST_STEP, Math.max(LOWEST_STEP, step + Math.round((random() - 0.5) * 5)));
    if (random() > REST_SHARE) pluck(samples, at, hertzOf(root, step), 0.55 + random() * 0.3);
    if (random() < REST_SHARE / 2) pluck(samples, at + beat / 2, hertzOf(root, step + 1), 0.4);
  }
}

function toWav(samples: Float32Array): Buffer {
  const wav = Buffer.alloc(44 + samples.length * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLE_RATE, 24);
  wav.writeUInt32LE(SAMPLE_RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples.length * 2, 40);
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-9);
  const fade = FADE_SECONDS * SAMPLE_RATE;
  samples.forEach((sample, i) => {
    const edge = Math.min(1, i / fade, (samples.length - i) / fade);
    wav.writeInt16LE(Math.round((sample / loudest) * edge * PEAK * 32_767), 44 + i * 2);
  });
  return wav;
}

/**
 * Quiet plucked music in the five-tone scale.
 *
 * @param seconds length
 * @param seed same seed, same music
 * @returns a WAV file, mono, 32 kHz, 16 bit
 */
export function melody(seconds: number, seed: number): Buffer {
  const samples = new Float32Array(Math.round(seconds * SAMPLE_RATE));
  compose(samples, seconds, seed);
  return toWav(samples);
}
