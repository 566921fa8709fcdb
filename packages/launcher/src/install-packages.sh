#!/bin/sh
# install-packages.sh POLICY PACKAGE…: installs Debian packages without letting any service of theirs start.
# Run as root, with a pipe as standard input: when the pipe closes, because the launcher stops or is gone, the installation ends too.
# POLICY is /usr/sbin/policy-rc.d, which Debian asks before it starts a service; whatever was there is put back.
set -u
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
policy=$1
shift
saved=$policy.before-xuexi
mark='# Services stay stopped while the launcher installs packages.'

restore_policy() {
  if grep -qs "^$mark" "$policy"; then rm -f "$policy"; fi
  if [ -e "$saved" ]; then mv -f "$saved" "$policy"; fi
}

restore_policy # of a run that was killed
trap restore_policy EXIT
if [ -e "$policy" ]; then mv "$policy" "$saved"; fi
printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$policy"
chmod 755 "$policy"

exec 3<&0
# Each has a process group of its own, so that nothing of it stays.
setsid sh -c 'dpkg --configure -a && apt-get update && apt-get install -y --no-install-recommends -- "$@"' install "$@" </dev/null 3<&- &
work=$!
setsid sh -c '
  cat >/dev/null
  kill -s TERM -- "-$1"
  for _ in $(seq 50); do kill -s 0 -- "-$1" || exit; sleep 0.2; done
  kill -s KILL -- "-$1"
' watch "$work" <&3 3<&- >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$work"
status=$?
kill -s KILL -- "-$watch" 2>/dev/null
# Debian enables a new service for the next start of the machine; ours is a private one.
if [ "$status" = 0 ] && [ -d /run/systemd/system ]; then
  for package in "$@"; do
    case $package in
      *-server) systemctl disable --quiet "$package.service" 2>/dev/null ;;
      nginx-*) systemctl disable --quiet nginx.service 2>/dev/null ;;
    esac
  done
fi
exit "$status"
