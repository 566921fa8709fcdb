import { refuse } from './say.mjs';

const OLDEST_NODE = [20, 19];

/** Ends the process with a message where this machine cannot run the launcher: another system than Linux, or a Node that is too old. */
export function checkPlatform() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    refuse(
      `需要 Node.js ${OLDEST_NODE.join('.')} 或更新的版本，现在是 ${process.versions.node}。更新 Node.js 后再运行一次。`,
      `Node.js ${OLDEST_NODE.join('.')} or newer is needed, this is ${process.versions.node}. Update Node.js and run the command again.`,
    );
  }
  if (process.platform !== 'linux') {
    refuse(
      '这个命令只在 Linux 上运行。其他系统可以用容器：sh docker/make-secrets.sh && docker compose -f docker/compose.yaml up --build',
      'This command runs on Linux only. Elsewhere use containers: sh docker/make-secrets.sh && docker compose -f docker/compose.yaml up --build',
    );
  }
}
