"""Tables of frames: read as data, refused by name where they are not well made."""

from importlib import resources

import pytest

from servanda.extraction.frame_tables import frame_table, read_frames

KINDS = sorted(
    entry.name.removesuffix(".toml")
    for entry in resources.files("servanda.extraction.frames").iterdir()
    if entry.name.endswith(".toml")
)

WELL_MADE = """
[classes]
tell = "say comment"
more = "@tell answer"

[[frame]]
name = "declined"
sense = "silent"
confidence = 0.9
trigger = { lemma = "decline", pos = "VERB" }
roles = [{ name = "inner", at = "dep:xcomp", lemma = "@more" }]
cells = { what = "inner.matter | inner" }

[[frame]]
name = "mum"
confidence = 0.5
trigger = { lower = "mum decline" }
"""


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_table_is_well_made(kind: str) -> None:
    table = frame_table(kind)
    assert table.frames
    assert all(0 < frame.confidence <= 1 for frame in table.frames)


def test_frames_are_looked_up_by_lemma_and_by_form_in_the_order_of_the_table() -> None:
    table = read_frames("trial", WELL_MADE)
    assert [f.name for f in table.frames_for("decline", "declined")] == ["declined"]
    assert [f.name for f in table.frames_for("decline", "decline")] == ["declined", "mum"]
    assert table.frames_for("hum", "hum") == ()


def test_a_role_of_several_frames_is_written_once() -> None:
    shared = '[role]\ninner = { at = "dep:xcomp", lemma = "say" }\n'
    table = read_frames("trial", shared + WELL_MADE + 'roles = ["inner"]\n')
    (role,) = table.frames[1].roles
    assert (role.name, role.of, role.test.lemma) == ("inner", "trigger", {"say"})
    with pytest.raises(ValueError, match="no role is called 'outer'"):
        read_frames("trial", shared + WELL_MADE + 'roles = ["outer"]\n')


def test_frames_may_be_looked_up_by_part_of_speech() -> None:
    table = read_frames(
        "trial",
        WELL_MADE + '[[frame]]\nname = "verb"\nconfidence = 0.5\ntrigger = { pos = "VERB" }',
    )
    assert [f.name for f in table.frames_for("decline", "declined", "VERB")] == ["declined", "verb"]
    assert [f.name for f in table.frames_for("go", "went", "VERB")] == ["verb"]
    assert table.frames_for("go", "went", "NOUN") == ()


def test_rows_of_another_name_are_a_table_of_their_own() -> None:
    rows = '[[veto]]\nname = "not"\nconfidence = 1\ntrigger = { lemma = "go" }'
    assert [f.name for f in read_frames("trial", WELL_MADE + rows, "veto").frames] == ["not"]
    assert len(read_frames("trial", WELL_MADE + rows).frames) == 2


@pytest.mark.parametrize(
    ("sense", "named"),
    [("outer:verb", "'outer', which is no role"), ("inner:noun", "noun")],
)
def test_a_sense_is_said_by_a_role_and_by_words_that_are_there(sense: str, named: str) -> None:
    text = '[senses.verb]\nsoft = "say"\n' + WELL_MADE.replace('"silent"', f'"{sense}"')
    with pytest.raises(ValueError, match=named):
        read_frames("trial", text)


def test_a_class_may_hold_another() -> None:
    table = read_frames("trial", WELL_MADE)
    assert table.classes["more"] == {"say", "comment", "answer"}
    assert table.frames[0].roles[0].test.lemma == {"say", "comment", "answer"}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ('lemma = "decline", pos = "VERB"', "a trigger needs a lemma, a form or a part of speech"),
        ('at = "dep:xcomp"', "no path is called 'sideways'"),
        ('"@more" }', "no class is called '@most'"),
        ('"inner.matter | inner"', "'outer', which is no role"),
        ("confidence = 0.9", "confidence"),
        ('name = "inner", at', "no role before it is called"),
        ('pos = "VERB"', "unknown test: colour"),
    ],
)
def test_a_frame_that_is_not_well_made_is_named(wrong: str, named: str) -> None:
    right = {
        'lemma = "decline", pos = "VERB"': 'tag = "VB"',
        'at = "dep:xcomp"': 'at = "sideways"',
        '"@more" }': '"@most" }',
        '"inner.matter | inner"': '"outer"',
        "confidence = 0.9": "",
        'name = "inner", at': 'name = "inner", of = "middle", at',
        'pos = "VERB"': 'colour = "red"',
    }[wrong]
    with pytest.raises(ValueError, match=r"frames/trial\.toml: frame 1 \(declined\)") as caught:
        read_frames("trial", WELL_MADE.replace(wrong, right, 1))
    assert named in str(caught.value)


def test_a_role_is_needed_forbidden_or_allowed_and_nothing_else() -> None:
    wrong = WELL_MADE.replace('name = "inner", at', 'name = "inner", need = "often", at')
    with pytest.raises(ValueError, match="not 'often'"):
        read_frames("trial", wrong)


ALIKE = """
[like.told]
confidence = 0.8
trigger = { pos = "VERB", isnt = "denied" }

[like.act]
like = "told"
roles = [{ name = "actor", at = "agent" }]
cells = { actor = "actor", target = "actor.objects" }

[[frame]]
like = "act"
each = { attack = "hit bomb", shelling = "shell" }
roles = [{ name = "place", at = "prep:in" }]
cells = { place = "place", target = "" }
"""


def test_frames_alike_share_a_beginning_and_add_to_it() -> None:
    attack, shelling = read_frames("trial", ALIKE).frames
    assert (attack.name, shelling.name) == ("attack", "shelling")
    assert attack.trigger.lemma == {"hit", "bomb"}
    assert shelling.trigger.pos == {"VERB"}
    assert shelling.trigger.false == ("denied",)
    assert [role.name for role in attack.roles] == ["actor", "place"]
    assert set(attack.cells) == {"actor", "place"}


def test_a_beginning_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match=r"frame 1 .*'deed'"):
        read_frames("trial", ALIKE.replace('like = "act"', 'like = "deed"'))


def test_a_table_tells_which_of_what_its_frames_ask_for_is_among_words() -> None:
    table = read_frames("trial", WELL_MADE)
    declined, mum = table.frames
    assert declined.asks == {frozenset({"say", "comment", "answer"})}
    assert declined.asks <= table.told(["to", "answer", "them"])
    assert not declined.asks <= table.told(["to", "leave", "them"])
    assert mum.asks <= table.told([]) == set()
