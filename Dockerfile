# The desk as one image: web, worker, beat and migrate are the same code with another command (docker-compose.yml).
FROM python:3.11-slim-bookworm AS packages
WORKDIR /packages
COPY requirements.txt .
RUN python -m venv /opt/factdesk \
    && /opt/factdesk/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt

FROM python:3.11-slim-bookworm
# No account of the image can write to the code; what the desk keeps is in the volume /data/media.
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin factdesk \
    && install -d -o factdesk -g factdesk -m 0750 /data/media
ENV PATH=/opt/factdesk/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    FACTDESK_MODE=production \
    DATA_DIR=/data
COPY --from=packages /opt/factdesk /opt/factdesk
WORKDIR /app
COPY manage.py ./
COPY factdesk factdesk
COPY articles articles
COPY claims claims
COPY templates templates
COPY static static
# The addresses are never asked here; the settings only want them to be there.
RUN SECRET_KEY=build DATABASE_URL=postgres://build/build BROKER_URL=redis://build \
    python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q /app
USER 10001:10001
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "factdesk.wsgi:application"]
