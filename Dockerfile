# The API alone; the database is a container of its own, see docker-compose.yml.
FROM python:3.12-slim

WORKDIR /app
RUN useradd --create-home --uid 10001 peerline \
    && mkdir /data && chown peerline /data

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e .

USER peerline
ENV PEERLINE_HOME=/data/home PEERLINE_CACHE=/data/cache
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health')"]
CMD ["peerline", "serve", "--host", "0.0.0.0"]
