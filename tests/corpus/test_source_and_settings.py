"""Files, settings and errors: what is wrong is said in one Chinese line."""

import hashlib
from dataclasses import dataclass

import pytest

from corpus import settings, source
from corpus.errors import BadSettingError, PlanError, SourceError
from corpus.load import load

TEXT = "第一章  甲\n\n正文。\n"
TOML = 'id = "t"\ntitle = "试"\nsha256 = "{hash}"\n'
GOOD = TOML.format(hash=hashlib.sha256(TEXT.encode()).hexdigest())


def folder(tmp_path, toml=GOOD, text=TEXT):
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "plan.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "t" / "source.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def test_a_new_plan_needs_only_a_folder_with_two_files(tmp_path):
    found = source.read("t", data=folder(tmp_path))
    assert (found.title, found.short_title, found.text) == ("试", "试", TEXT)


def test_the_shipped_source_is_byte_for_byte_what_was_recorded():
    raw = (source.DATA / source.DEFAULT_PLAN / "source.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == load().source.sha256
    assert raw.decode("utf-8") == load().source.text


def test_a_plan_is_parsed_once():
    assert load() is load()


@pytest.mark.parametrize(
    ("toml", "text", "said"),
    [
        pytest.param(TOML.format(hash="0"), TEXT, "sha256", id="changed-source"),
        pytest.param("id =", TEXT, "plan.toml", id="broken-toml"),
        pytest.param(GOOD.replace('title = "试"', ""), TEXT, "title", id="no-title"),
        pytest.param(GOOD + 'period = "2016"\n', TEXT, "plan.toml", id="bad-period"),
        pytest.param(
            TOML.format(hash=hashlib.sha256("甲".encode("gbk")).hexdigest()),
            "甲".encode("gbk"),
            "UTF-8",
            id="not-utf-8",
        ),
    ],
)
def test_a_damaged_plan_is_refused(tmp_path, toml, text, said):
    with pytest.raises(SourceError, match=said) as caught:
        source.read("t", data=folder(tmp_path, toml, text))
    assert "\n" not in str(caught.value)


def test_a_missing_plan_is_refused(tmp_path):
    with pytest.raises(SourceError, match="nowhere"):
        source.read("nowhere", data=tmp_path)


def test_defaults_without_any_variable():
    assert settings.from_environment({"PATH": "/bin"}) == settings.Settings()


def test_variables_are_read_with_their_types():
    found = settings.from_environment({"PLANQA_PORT": "8000", "PLANQA_HOST": "0.0.0.0"})
    assert (found.port, found.host) == (8000, "0.0.0.0")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"PLANQA_EMBEDER": "x"}, "PLANQA_EMBEDDER"),
        ({"PLANQA_PROT": "1"}, "PLANQA_PORT"),
        ({"PLANQA_PORT": "many"}, "PLANQA_PORT"),
    ],
)
def test_a_bad_variable_is_refused_and_the_nearest_known_one_named(environment, said):
    with pytest.raises(BadSettingError, match=said) as caught:
        settings.from_environment(environment)
    assert "\n" not in str(caught.value)


def test_secrets_are_masked(monkeypatch):
    @dataclass(frozen=True)
    class WithSecret:
        host: str = "h"
        api_key: str = "sk-123"
        api_token: str = ""

    assert settings.shown(WithSecret()) == {  # type: ignore[arg-type]
        "PLANQA_HOST": "h",
        "PLANQA_API_KEY": "******",
        "PLANQA_API_TOKEN": "",
    }


def test_every_setting_is_shown():
    assert set(settings.shown(settings.Settings())) == {
        f"PLANQA_{name.upper()}" for name in settings.Settings.__dataclass_fields__
    }


def test_every_error_of_the_project_is_a_plan_error():
    from corpus import errors

    found = [value for value in vars(errors).values() if isinstance(value, type)]
    assert all(issubclass(error, PlanError) for error in found)
