# Every step is a plain command of this repository, so that it can be gone through by hand without an engine.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY tools/bootstrap.mjs tools/
COPY tools/bootstrap tools/bootstrap
RUN node tools/bootstrap.mjs prepare
COPY tsconfig.json ./
COPY web web
COPY src src
COPY contracts contracts
# Builds the web app, then leaves the packages out that only build and test need.
RUN node tools/bootstrap.mjs prepare serve && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 DATA_DIR=/data LOG_DIR=/data/logs
RUN install -d -o node -g node -m 0700 /data
WORKDIR /app
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/tools tools
COPY --from=build /app/src src
COPY --from=build /app/contracts contracts
COPY --from=build /app/web/dist web/dist
COPY treasurer LICENSE ./
USER node
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["./treasurer", "serve"]
