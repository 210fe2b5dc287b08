"""Which language a report is in, and that English costs no model."""

from __future__ import annotations

import subprocess
import sys

import pytest

from servanda.cleaning.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The ministers of both states agreed on Friday to open four ports by June, it said.",
            "en",
        ),
        (
            "“The ports will be open,” Ms. Brandt said of the plan — 항구 — on Friday in the city.",
            "en",
        ),
        # names of other tongues make no other language of a short report
        ("Kenya's Foreign Minister Mwai Otieno met Tunisia's Foreign Minister Habib Alami.", "en"),
        (
            "Ghana's Kwabena Osei and Poland's Zdzisława Żółtek signed a pact in Accra on May 3.",
            "en",
        ),
        (
            "De minister sprak in Den Haag met de Poolse minister Żółtek over de haven van Gdynia.",
            "nl",
        ),
        ("El ministro Luis Vidal se reunió con el ministro Rui Campos en Lima el lunes.", "es"),
        ("양국 장관은 금요일 회담에서 네 개 항구를 개방하기로 합의했다고 밝혔다.", "ko"),
        ("両国の大臣は金曜日の会談で四つの港を開放することで合意したと発表した。", "ja"),
        ("两国部长周五在会谈中同意开放四个港口，双方官员在会后表示。", "zh"),
        (
            (
                "Die Minister beider Staaten vereinbarten am Freitag nach Angaben beider Seiten, "
                "vier Häfen bis Juni für Schiffe zu öffnen und einen Rat zu gründen."
            ),
            "de",
        ),
        (
            (
                "Министры двух государств договорились в пятницу открыть четыре порта до июня, "
                "сообщили представители обеих сторон после переговоров."
            ),
            "ru",
        ),
        (
            (
                "Les ministres des deux États ont convenu vendredi d'ouvrir quatre ports avant juin, "
                "ont annoncé les délégations à l'issue des entretiens."
            ),
            "fr",
        ),
        ("", None),
    ],
)
def test_the_language_is_told(text: str, code: str | None) -> None:
    assert language_of(text) == code


def test_english_loads_no_model() -> None:
    script = (
        "import sys; from servanda.cleaning.language import language_of;"
        "language_of('The ministers of both states agreed to open the ports by June, it said.');"
        "sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
