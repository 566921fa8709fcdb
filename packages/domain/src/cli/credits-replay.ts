#!/usr/bin/env node
/**
 * `pnpm credits:replay FILE`: runs a scenario and prints one JSON result (scenario-format.md).
 * Exit status 0 when it ran; 2 when the file cannot be read or is no valid scenario, with the reason on stderr.
 */
import { readFileSync } from 'node:fs';
import { ScenarioFault, parseScenario, replay } from '../replay/index.js';

const USAGE = 'usage: pnpm credits:replay FILE';
const EXIT_INVALID = 2;

/** A reason to stop that a person can act on. */
class Refusal extends Error {}

function readScenario(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refusal(`cannot read ${file}: ${messageOf(error)}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Refusal(`${file} is not JSON: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function main(args: readonly string[]): void {
  const [file] = args;
  if (file === undefined || args.length > 1) throw new Refusal(USAGE);
  const result = replay(parseScenario(readScenario(file)));
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal || error instanceof ScenarioFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT_INVALID;
}
