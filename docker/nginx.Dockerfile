# nginx with both built sites. Build it from the root of the repository:
#   docker build -f docker/nginx.Dockerfile -t xuexi-nginx .
# Any Debian 12 will do as base.
ARG BASE_IMAGE=debian:bookworm-slim

FROM ${BASE_IMAGE} AS build
# Where packages come from, if not from where npm takes them by itself.
ARG NPM_REGISTRY=
ENV CI=true PATH=/opt/tools/node_modules/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN [ -z "$NPM_REGISTRY" ] || printf 'registry=%s\n' "$NPM_REGISTRY" > "$HOME/.npmrc"
WORKDIR /app
COPY docker/install-tools.sh docker/
COPY package.json pnpm-workspace.yaml ./
RUN sh docker/install-tools.sh
COPY pnpm-lock.yaml ./
RUN pnpm fetch
COPY . .
RUN pnpm install --offline --frozen-lockfile --filter @xuexi/server... --filter @xuexi/web... --filter @xuexi/console... \
    && pnpm --filter @xuexi/server... --filter @xuexi/web... --filter @xuexi/console... build \
    && node docker/nginx/problem-files.mjs /problems

FROM ${BASE_IMAGE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl gettext-base nginx-light tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --user-group --uid 10002 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin xuexi
COPY docker/nginx/nginx.conf docker/nginx/page-headers.conf docker/nginx/media-headers.conf docker/nginx/media-from-folder.conf docker/nginx/media-from-bucket.conf.template docker/nginx/default.conf.template /etc/nginx/
COPY docker/nginx/entrypoint.sh /usr/local/bin/nginx-entrypoint
COPY --from=build /problems /srv/problems
COPY --from=build /app/apps/web/dist /srv/sites
COPY --from=build /app/apps/console/dist /srv/sites/console
COPY LICENSE /usr/share/doc/xuexi/

ENV API_ADDRESS=api:8080
USER xuexi
EXPOSE 8080
ENTRYPOINT ["tini", "--", "nginx-entrypoint"]
