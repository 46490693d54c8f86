"""docker-compose.yml, Dockerfile and .dockerignore keep the promises of docs/operations.md; no engine needed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.local.compose import COMPOSE, HOST, ROOT, Service, services

SERVERS = ("web", "worker", "beat", "postgres", "valkey")
OURS = ("web", "worker", "beat", "migrate")
EVERY = [*SERVERS, "migrate"]


def test_these_services_and_no_others() -> None:
    assert set(services()) == set(EVERY)


@pytest.fixture(params=EVERY)
def service(request: pytest.FixtureRequest) -> Service:
    return services()[request.param]


def test_nobody_is_root_or_can_become_it(service: Service) -> None:
    assert str(service["user"]).partition(":")[0] not in ("", "0", "root")
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service
    assert "cap_add" not in service


def test_nothing_but_volumes_and_tmp_can_be_written(service: Service) -> None:
    assert service["read_only"] is True
    assert any(str(place).startswith("/tmp:") for place in service["tmpfs"])
    named = {str(volume).partition(":")[0] for volume in service.get("volumes", [])}
    assert named <= set(COMPOSE["volumes"])


def test_logs_cannot_fill_the_disk(service: Service) -> None:
    assert service["logging"]["options"]["max-size"]


def test_only_the_web_server_has_a_port_and_only_on_loopback() -> None:
    published = {name: one["ports"] for name, one in services().items() if "ports" in one}
    assert published == {"web": ["127.0.0.1:8000:8000"]}
    assert all("expose" not in one and one.get("network_mode") is None for one in services().values())


def test_everything_but_the_web_server_is_on_a_network_without_a_way_out() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert {name: one["networks"] for name, one in services().items() if one["networks"] != ["inside"]} == {
        "web": ["inside", "outside"]
    }


@pytest.mark.parametrize("name", SERVERS)
def test_every_server_is_watched_and_restarted(name: str) -> None:
    server = services()[name]
    assert server["restart"] == "unless-stopped"
    check = server["healthcheck"]
    assert check["test"][0] in ("CMD", "CMD-SHELL")
    assert {"interval", "timeout", "start_period"} <= set(check)


def test_ours_wait_for_the_database_and_for_its_migration() -> None:
    migrate = services()["migrate"]
    assert migrate["restart"] == "no"
    assert migrate["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    for name in ("web", "worker", "beat"):
        waits = services()[name]["depends_on"]
        assert waits["migrate"] == {"condition": "service_completed_successfully"}
        assert waits["postgres"] == waits["valkey"] == {"condition": "service_healthy"}


def test_every_secret_is_a_file_of_the_newsrooms_own() -> None:
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"./secrets/{name}"}
    used = {str(name) for one in services().values() for name in one.get("secrets", [])}
    assert used == set(COMPOSE["secrets"])
    for ours in OURS:
        env = services()[ours]["environment"]
        for variable in ("SECRET_KEY", "DATABASE_URL", "BROKER_URL"):
            assert variable not in env
            assert str(env[f"{variable}_FILE"]).startswith("/run/secrets/")


def test_no_password_stands_in_the_file() -> None:
    for one in services().values():
        for variable, value in one.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|KEY|URL$", variable):
                assert str(value).startswith("/run/secrets/"), variable
    assert "requirepass %s" in services()["valkey"]["command"][0]


def test_the_host_has_no_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert "ALLOWED_HOSTS: ${ALLOWED_HOSTS:?" in text


def test_the_settings_read_every_variable_that_is_set() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "factdesk" / "settings.py").read_text()))
    for ours in OURS:
        given = {name.removesuffix("_FILE") for name in services()[ours]["environment"]}
        assert given <= read


def test_the_worker_is_one_kind_of_process_and_the_clock_another() -> None:
    assert "worker" in services()["worker"]["command"]
    assert not {"-B", "--beat"} & set(services()["worker"]["command"])
    assert "beat" in services()["beat"]["command"]


def test_the_image_holds_the_locked_packages_and_runs_as_nobody_special() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    text = "\n".join(lines)
    assert "--require-hashes --only-binary :all: -r requirements.txt" in text
    assert "requirements-local" not in text
    assert "requirements-dev" not in text
    assert not [line for line in lines if line.startswith("ADD") or "http://" in line or "https://" in line]
    assert [line for line in lines if line.startswith("USER")][-1] == "USER 10001:10001"
    assert services()["web"]["user"] == "10001:10001"
    assert not re.search(r"^(ENV|ARG).*(SECRET|PASSWORD)", text, re.MULTILINE)


def test_what_the_image_copies_exists_and_is_let_through() -> None:
    text = (ROOT / "Dockerfile").read_text()
    copied = [line.split()[1] for line in text.splitlines() if re.match(r"COPY (?!--from)", line)]
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(copied) == allowed
    assert all((ROOT / name).exists() for name in copied)
    assert "*" in (ROOT / ".dockerignore").read_text().splitlines()


def test_the_image_holds_every_module_it_needs(tmp_path: Path) -> None:
    for name in copied_into_the_image():
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(*left_out()))
        else:
            shutil.copyfile(source, target)
    env = {"PATH": os.environ["PATH"], "FACTDESK_MODE": "production", "SECRET_KEY": "image", "ALLOWED_HOSTS": HOST}
    env |= {"DATABASE_URL": "postgres://image/image", "BROKER_URL": "redis://image", "DATA_DIR": str(tmp_path / "data")}
    check = "import factdesk.celery, factdesk.wsgi; factdesk.celery.app.loader.import_default_modules()"
    for command in (["manage.py", "collectstatic", "--no-input"], ["-c", check]):
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def copied_into_the_image() -> list[str]:
    """What the last stage of the Dockerfile takes from the checkout."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    return [line.split()[1] for line in lines if re.match(r"COPY (?!--from|requirements)", line)]


def left_out() -> list[str]:
    """Names that .dockerignore takes back from the folders it lets through; the test knows only `**/name`."""
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] not in "#!"]
    assert all(line == "*" or line.startswith("**/") for line in lines)
    return [line.removeprefix("**/") for line in lines if line != "*"]


def test_the_worker_gets_a_way_out_and_a_key_only_by_the_second_file() -> None:
    more = yaml.safe_load((ROOT / "docker-compose.endpoint.yml").read_text())
    assert set(more["services"]) == {"web", "worker"}
    assert set(more["services"]["web"]) == {"environment"}
    assert set(more["services"]["web"]["environment"]) == {"MODEL_ENDPOINT_URL", "MODEL_ENDPOINT_NAME"}
    worker = more["services"]["worker"]
    assert set(worker) == {"networks", "secrets", "environment"}
    assert worker["networks"] == ["inside", "outside"]
    assert worker["environment"]["MODEL_ENDPOINT_KEY_FILE"] == "/run/secrets/model_endpoint_key"
    assert "MODEL_ENDPOINT_KEY" not in worker["environment"]
    assert more["secrets"] == {"model_endpoint_key": {"file": "./secrets/model_endpoint_key"}}
    assert not [name for one in services().values() for name in one.get("environment", {}) if name.startswith("MODEL_")]


def test_mail_gets_out_only_by_its_own_file_and_only_from_the_worker() -> None:
    more = yaml.safe_load((ROOT / "docker-compose.mail.yml").read_text())
    assert set(more["services"]) == {"web", "worker"}
    worker = more["services"]["worker"]
    assert worker["networks"] == ["inside", "outside"]
    assert worker["environment"]["EMAIL_PASSWORD_FILE"] == "/run/secrets/email_password"
    assert set(more["services"]["web"]) == {"environment"}
    assert set(more["services"]["web"]["environment"]) == {"MAIL_FROM", "DESK_URL"}
    assert more["secrets"] == {"email_password": {"file": "./secrets/email_password"}}
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "factdesk" / "settings.py").read_text()))
    assert {name.removesuffix("_FILE") for name in worker["environment"]} <= read


def test_pages_are_fetched_only_by_their_own_file_and_only_by_the_worker() -> None:
    more = yaml.safe_load((ROOT / "docker-compose.fetch.yml").read_text())
    assert more["services"] == {
        "web": {"environment": {"FETCH_LINKS": "true"}},
        "worker": {"networks": ["inside", "outside"], "environment": {"FETCH_LINKS": "true"}},
    }
    assert not [name for one in services().values() for name in one.get("environment", {}) if name == "FETCH_LINKS"]
