// Stands in for the worker: a process with a child in a session of its own, as an ffmpeg could be.
import { spawn } from 'node:child_process';

spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
setInterval(() => undefined, 1000);
