# One image for the processes of the server: api, worker, and the one-off migration. Build it from the root of the repository:
#   docker build -f docker/server.Dockerfile -t xuexi-server .
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
RUN pnpm install --offline --frozen-lockfile --filter @xuexi/server... \
    && pnpm --filter @xuexi/server... build \
    && rm -rf node_modules apps/*/node_modules packages/*/node_modules \
    && pnpm install --offline --frozen-lockfile --prod --filter @xuexi/server...

FROM ${BASE_IMAGE}
# The fonts are for the slides of the demo's videos, and for documents that bring none.
RUN apt-get update \
    && apt-get install -y --no-install-recommends bubblewrap ca-certificates ffmpeg fontconfig fonts-noto-cjk poppler-data poppler-utils tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --user-group --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin xuexi \
    && install -d -o xuexi -g xuexi /srv/storage /srv/audit
COPY --from=build /opt/tools/node_modules/node/bin/node /usr/local/bin/
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/packages/domain/package.json packages/domain/
COPY --from=build /app/packages/domain/dist packages/domain/dist
COPY --from=build /app/packages/domain/node_modules packages/domain/node_modules
COPY --from=build /app/packages/media/package.json packages/media/
COPY --from=build /app/packages/media/dist packages/media/dist
COPY --from=build /app/packages/media/node_modules packages/media/node_modules
COPY --from=build /app/apps/server/package.json /app/apps/server/openapi.json apps/server/
COPY --from=build /app/apps/server/dist apps/server/dist
COPY --from=build /app/apps/server/node_modules apps/server/node_modules
COPY docker/server/worker-health.mjs apps/server/
COPY docker/server/entrypoint.sh /usr/local/bin/server-entrypoint
COPY LICENSE ./

ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 STORAGE_URL=file:///srv/storage AUDIT_ANCHOR_DIR=/srv/audit SECRETS_DIR=/run/secrets
USER xuexi
EXPOSE 8080
# tini reaps what a killed ffmpeg leaves, and hands signals on.
ENTRYPOINT ["tini", "--", "server-entrypoint"]
CMD ["node", "apps/server/dist/main.api.js"]
