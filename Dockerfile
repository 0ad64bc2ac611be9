# Lantai in a container: docker compose up. The home is the volume /srv/lantai.

FROM node:24-bookworm-slim AS site
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.12-slim-bookworm AS wheel
WORKDIR /build
COPY requirements/build.lock requirements/
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements/build.lock
COPY . .
COPY --from=site /build/src/lantai/static/lantai src/lantai/static/lantai
RUN python tools/messages.py compile && python -m hatchling build -t wheel -d /wheels

FROM python:3.12-slim-bookworm
COPY requirements/core.lock /tmp/core.lock
RUN pip install --no-cache-dir --require-hashes --no-deps -r /tmp/core.lock && rm /tmp/core.lock
COPY --from=wheel /wheels /wheels
RUN pip install --no-cache-dir --no-deps /wheels/*.whl && rm -r /wheels \
    && useradd --system --create-home --home-dir /srv/lantai --shell /usr/sbin/nologin lantai
USER lantai
ENV LANTAI_HOME=/srv/lantai PYTHONUNBUFFERED=1
VOLUME /srv/lantai
EXPOSE 8000
STOPSIGNAL SIGTERM
# init asks nothing and changes nothing that stands; exec, so that SIGTERM reaches the server.
CMD ["sh", "-c", "lantai init && exec lantai serve --host 0.0.0.0"]
