"""An S3 server for tests: OpenStack Swift with its S3 API, all of its four servers in one process on loopback.

Usage: s3-server.py FOLDER ACCESS_KEY SECRET_KEY. The access key is ACCOUNT:USER. Keeps everything in FOLDER, prints its port when it answers,
and ends when its standard input does.
"""
import os
import sys

os.environ['EVENTLET_NO_GREENDNS'] = 'yes'

from swift.common import utils  # noqa: E402

FOLDER, ACCESS_KEY, SECRET_KEY = sys.argv[1:]
os.makedirs(os.path.join(FOLDER, 'devices', 'disk'), exist_ok=True)
utils.SWIFT_CONF_FILE = os.path.join(FOLDER, 'swift.conf')
with open(utils.SWIFT_CONF_FILE, 'w') as conf:
    conf.write('[swift-hash]\nswift_hash_path_suffix = tests\n')
utils.eventlet_monkey_patch()

import eventlet  # noqa: E402  Swift's modules read its configuration as they are imported.
from eventlet import wsgi  # noqa: E402
from eventlet.hubs import trampoline  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

BACKENDS = ('account', 'container', 'object')
BACKEND_CONF = """
[DEFAULT]
devices = {folder}/devices
swift_dir = {folder}
mount_check = false
disable_fallocate = true
[pipeline:main]
pipeline = {name}-server
[app:{name}-server]
use = egg:swift#{name}
"""
PROXY_CONF = """
[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors gatekeeper listing_formats bulk s3api tempauth slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
# Lists come in short pages, so that no test needs a thousand files to see a second one.
max_bucket_listing = 4
[filter:tempauth]
use = egg:swift#tempauth
user_{user} = {secret} .admin
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""


class Memory:
    """Stands where Swift expects its memcached. It remembers logins alone, so that what is read is always what is."""

    def __init__(self):
        self.logins = {}

    def get(self, key, *_args, **_kwargs):
        return self.logins.get(key)

    def set(self, key, value, *_args, **_kwargs):
        if key.startswith('AUTH_/'):
            self.logins[key] = value

    def delete(self, *_args, **_kwargs):
        pass


class Quiet:
    def write(self, _line):
        pass


def load(name, template):
    path = os.path.join(FOLDER, name + '-server.conf')
    with open(path, 'w') as conf:
        conf.write(template.format(folder=FOLDER, name=name, user=ACCESS_KEY.replace(':', '_'), secret=SECRET_KEY))
    return loadapp(path, global_conf={'log_level': 'CRITICAL'})


def serve(socket, app):
    eventlet.spawn(wsgi.server, socket, app, Quiet(), log_output=False)


def make_ring(name, port):
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({'region': 1, 'zone': 1, 'weight': 1, 'ip': '127.0.0.1', 'port': port, 'device': 'disk'})
    builder.rebalance()
    builder.get_ring().save(os.path.join(FOLDER, name + '.ring.gz'))


sockets = {name: eventlet.listen(('127.0.0.1', 0)) for name in BACKENDS}
for name in BACKENDS:
    make_ring(name, sockets[name].getsockname()[1])
for name in BACKENDS:
    serve(sockets[name], load(name, BACKEND_CONF))
proxy = load('proxy', PROXY_CONF)
cache = Memory()


def with_cache(environ, start_response):
    environ['swift.cache'] = cache
    return proxy(environ, start_response)


front = eventlet.listen(('127.0.0.1', 0))
serve(front, with_cache)
os.write(sys.stdout.fileno(), b'%d\n' % front.getsockname()[1])
trampoline(sys.stdin.fileno(), read=True)
