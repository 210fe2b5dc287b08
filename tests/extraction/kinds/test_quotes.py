"""Who says the words between quotation marks, and which marks hold no speech."""

from __future__ import annotations

from typing import Any

import pytest

from servanda.model import Quote

WHO = "Norwegian Defense Minister Ada Brandt met Chilean Defense Minister Leo Marsh on Monday. "


def quotes(claims: list[Any]) -> list[tuple[str | None, str, bool, str | None]]:
    bodies = [c.body for c in claims]
    assert all(isinstance(b, Quote) for b in bodies)
    return [(b.speaker, b.words.strip(".,"), b.direct, b.via) for b in bodies]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            '"We will keep our promise to them," Brandt said.',
            "Ada Brandt",
            "We will keep our promise to them",
        ),
        (
            '"We will keep our promise to them," said Ada Brandt, the defense minister.',
            "Ada Brandt",
            "We will keep our promise to them",
        ),
        (
            'Marsh told reporters, "We will keep our promise to them."',
            "Leo Marsh",
            "We will keep our promise to them",
        ),
        (
            '"It is a good plan," Brig. Gen. Ida Holm, the Pentagon press secretary, said on Tuesday.',
            "Ida Holm",
            "It is a good plan",
        ),
        (
            'Marsh told reporters that he had "frank discussions" with Brandt.',
            "Leo Marsh",
            "frank discussions",
        ),
        (
            'Marsh told reporters that the two had "a useful exchange" in Oslo.',
            "Leo Marsh",
            "a useful exchange",
        ),
        ('The plan is "a bold step," Marsh said.', "Leo Marsh", "a bold step"),
        ('Chile warned of "real consequences" on Friday.', "Chile", "real consequences"),
        ('Marsh called the pact a "fair bargain" on Friday.', "Leo Marsh", "fair bargain"),
        (
            "Marsh was content. “We will keep our promise to them,” he said.",
            "Leo Marsh",
            "We will keep our promise to them",
        ),
        (
            "« We will keep our promise to them », Marsh said.",
            "Leo Marsh",
            "We will keep our promise to them",
        ),
        ('Training will start "as early as March," Marsh said.', "Leo Marsh", "as early as March"),
        (
            'According to Marsh, the talks were "long and hard" for both.',
            "Leo Marsh",
            "long and hard",
        ),
        (
            'The talks were described as "long and hard work" by the Chilean Foreign Ministry.',
            "Chilean Foreign Ministry",
            "long and hard work",
        ),
    ],
)
def test_speaker(read_kind: Any, text: str, speaker: str, words: str) -> None:
    found = quotes(read_kind("quote", WHO + text))
    assert [(s, w) for s, w, *_ in found] == [(speaker, words)]


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        (
            'The Chilean Defense Ministry said Marsh reaffirmed the "unshakable bond between our peoples" to her.',
            "Leo Marsh",
            "Chilean Defense Ministry",
        ),
        (
            'Marsh reaffirmed the "close and firm" bond with Norway, according to Holm.',
            "Leo Marsh",
            "Holm",
        ),
        (
            '"We welcome every word of it," Ida Holm quoted Marsh as saying.',
            "Leo Marsh",
            "Ida Holm",
        ),
    ],
)
def test_words_passed_on_belong_to_the_speaker(
    read_kind: Any, text: str, speaker: str, via: str
) -> None:
    intro = WHO + "Spokeswoman Ida Holm briefed reporters. "
    found = quotes(read_kind("quote", intro + text))
    assert [s for s, *_ in found] == [speaker]
    assert via.rsplit(maxsplit=1)[-1] in (found[0][3] or "")


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "long table" talks were held.',
        'The "two-plus-two" meeting was held in Oslo.',
        'The ministers signed the document titled "A Shared Horizon for the North" there.',
        'Norway will buy "counterstrike" weapons.',
        'Brandt vowed to use Norway\'s "counterstrike capabilities" with care.',
        'The bond was called "firm".',
        'Both sides avoided calling it formally "agreed."',
        'A sign that read "Exit" hung above them.',
    ],
)
def test_names_and_unattributed_terms_are_no_quotes(read_kind: Any, text: str) -> None:
    assert read_kind("quote", WHO + text) == []


def test_a_single_word_counts_only_behind_a_verb_of_saying(read_kind: Any) -> None:
    assert len(read_kind("quote", WHO + 'Marsh called it "historic" on Friday.')) == 1
    assert read_kind("quote", WHO + 'Marsh hopes for a more "equal" partnership.') == []


def test_a_borrowed_term_is_a_scare_quote(read_kind: Any) -> None:
    found = quotes(
        read_kind(
            "quote",
            WHO + 'Marsh said the pledge stands, mentioning his nation\'s "open door" to Norway.',
        )
    )
    assert [(s, w) for s, w, *_ in found] == [("Leo Marsh", "open door")]


def test_a_quoted_sentence_goes_on_after_its_speaker(read_kind: Any) -> None:
    text = (
        WHO
        + '"We keep our word to them," Marsh said on Friday. "So I look forward to working with them."'
    )
    found = quotes(read_kind("quote", text))
    assert [s for s, *_ in found] == ["Leo Marsh", "Leo Marsh"]


def test_pieces_of_one_sentence_are_one_quote(read_kind: Any) -> None:
    text = WHO + '"We keep our word," Marsh said on Friday, "and we expect others to keep theirs."'
    claims = read_kind("quote", text)
    assert len(claims) == 1
    assert len(claims[0].evidence) == 2
    assert "…" in claims[0].body.words


def test_nobody_named_within_a_quotation_is_its_speaker(read_kind: Any) -> None:
    text = (
        WHO
        + 'Brandt was content. "Our guest, Leo Marsh, came a long way to see us," she told reporters.'
    )
    assert quotes(read_kind("quote", text))[0][0] == "Ada Brandt"


def test_the_press_secretary_is_resolved(read_kind: Any) -> None:
    text = 'U.S. Press Secretary Ida Holm spoke. "The two ministers had a long talk about it," the press secretary said.'
    assert quotes(read_kind("quote", text))[0][0] == "Ida Holm"


def test_evidence_is_the_quoted_words_alone(read_kind: Any) -> None:
    claim = read_kind("quote", WHO + '"We will keep our promise," Brandt said.')[0]
    assert claim.evidence[0].exact == "We will keep our promise,"


def test_a_verb_glued_to_the_closing_mark_still_says_it(read_kind: Any) -> None:
    text = WHO + 'Brandt waited. "It is a good plan for us all,"said General Leo Marsh.'
    assert quotes(read_kind("quote", text))[0][0] == "Leo Marsh"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # whoever says something can speak, officer or not
        ('"It came up fast," said Marge Tolliver, who runs a shop.', "Marge Tolliver"),
        ('"We grabbed the dog and ran," a neighbor said.', "neighbor"),
        ('"It never ends here," warned meteorologist Ken Abara.', "Ken Abara"),
        ('"We trust the data," its chief executive, Lars Holm, told investors.', "Lars Holm"),
        ('Berk accused her rival of "playing games with the poor."', "Berk"),
        ('As one strategist put it, "Nobody is listening anymore."', "strategist"),
        ('The memo says that wards "will run out of beds by May" there.', "memo"),
    ],
)
def test_those_who_hold_no_office_speak_too(read_kind: Any, text: str, speaker: str) -> None:
    (found,) = quotes(read_kind("quote", WHO + "\n\n" + text))
    assert found[0] is not None
    assert found[0].endswith(speaker)


def test_he_is_who_spoke_last(read_kind: Any) -> None:
    text = WHO + '\n\nA nurse said the hall was full. "I would go again," she said.'
    (found,) = quotes(read_kind("quote", text))
    assert found[0] is not None
    assert found[0].endswith("nurse")


def test_a_short_cry_goes_on_from_the_quotation_before(read_kind: Any) -> None:
    text = WHO + '\n\n"We have a house with no roof," Marsh said, laughing. "No roof!"'
    assert {q[0] for q in quotes(read_kind("quote", text))} == {"Leo Marsh"}


def test_words_of_judgement_count_and_terms_for_things_do_not(read_kind: Any) -> None:
    judged = WHO + '\n\nChile said it had conveyed its "grave concern" over the incident.'
    termed = WHO + '\n\nChile said it had bought more "strategic missiles" over the year.'
    assert [q[1] for q in quotes(read_kind("quote", judged))] == ["grave concern"]
    assert quotes(read_kind("quote", termed)) == []
