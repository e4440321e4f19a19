"""Front matter is read in every format, and where it is broken as far as it can be; the rest is body."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.front_matter import read_front_matter

if TYPE_CHECKING:
    from reader.articles.value import Value


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Rain\n---\nBody.\n",
        "\n\n---\ntitle: Rain\n---\nBody.\n",
        "\ufeff---  \ntitle: Rain\n----\nBody.\n",
        "---\ntitle: Rain\n...\nBody.\n",
        '+++\ntitle = "Rain"\n+++\nBody.\n',
        '{"title": "Rain"}\nBody.\n',
        '\n  {\n    "title": "Rain"\n  }\nBody.\n',
    ],
)
def test_every_format_is_read_and_the_rest_is_body(text: str) -> None:
    front = read_front_matter(text)
    assert front.values == {"title": "Rain"}
    assert text[front.body_start :] == "Body.\n"
    assert front.problems == ()
    assert front.closed


@pytest.mark.parametrize(
    "text",
    [
        "", "Just words.\n", "# Heading\n", "---\n\nWords between rules.\n\n---\nMore.\n", "Note: a line\n---\nMore.\n",
        "{% include figure %}\n", "{{< figure >}}\n", "| a |\n| --- |\n| b |\n", "---\n", "+++\n",
    ],
)  # fmt: skip
def test_a_text_without_front_matter_is_all_body(text: str) -> None:
    front = read_front_matter(text)
    assert (front.values, front.body_start) == ({}, 0)


@pytest.mark.parametrize("text", ["---\n---\nBody.", "---\n\n# nothing\n---\nBody.", "+++\n+++\nBody.", "{}\nBody."])
def test_front_matter_may_be_empty(text: str) -> None:
    front = read_front_matter(text)
    assert front.values == {}
    assert text[front.body_start :] == "Body."


def test_a_rule_in_the_body_is_no_fence() -> None:
    text = "---\ntitle: Rain\n---\nAbove.\n\n---\n\ntitle: below\n\n---\n"
    front = read_front_matter(text)
    assert text[front.body_start :] == "Above.\n\n---\n\ntitle: below\n\n---\n"


def test_only_the_first_object_is_front_matter() -> None:
    text = '{"title": "Rain", "nested": {"a": [1]}}\n\n```\nf() {\n}\n```\n'
    front = read_front_matter(text)
    assert front.values == {"title": "Rain", "nested": {"a": [1]}}
    assert text[front.body_start :] == "\n```\nf() {\n}\n```\n"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\ntitle: Rain\ntags:\n - wet\n\nIt rains.\n", "It rains.\n"),
        ("title: Rain\ntags:\n - wet\n---\nIt rains.\n\n---\nEnd.\n", "It rains.\n\n---\nEnd.\n"),
        ("title: Rain\n---\ntags:\n - wet\n---\nIt rains.\n", "It rains.\n"),
        ("---\ntitle: Rain\ntags:\n - wet\n \nIt rains.\n\n---\n\nEnd.\n", "It rains.\n\n---\n\nEnd.\n"),
    ],
)
def test_keys_are_read_without_one_of_the_fences(text: str, body: str) -> None:
    front = read_front_matter(text)
    assert front.values == {"title": "Rain", "tags": ["wet"]}
    assert text[front.body_start :] == body
    assert front.problems[0].place == "front matter"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('title: """""""\'SP\'"""""""', "'SP'"),
        ('title: "He said "yes" twice"', 'He said "yes" twice'),
        ("title: 'It's late'", "It's late"),
        ("title: Express: late again", "Express: late again"),
        ("title: @home", "@home"),
        ("title: &ampersand first", "&ampersand first"),
        ("title: *star first", "*star first"),
        ("title: [tag] in front", "[tag] in front"),
        ("title: 【快讯】晚点: 又一班", "【快讯】晚点: 又一班"),
        ("title: %percent", "%percent"),
        ("title: `code` first", "`code` first"),
        ("title: !bang first", "!bang first"),
        ("title:GRUB2", "GRUB2"),
        ('title: "don\\\'t"', "don't"),
        ('title: "never closed', "never closed"),
        ("title: bell\x07 rings", "bell\x07 rings"),
        ("title: {{ title }}", "{{ title }}"),
        ("title: {{title}}", "{{title}}"),
    ],
)
def test_a_title_that_is_no_yaml_is_the_text_that_stands_there(line: str, title: str) -> None:
    front = read_front_matter(f"---\nlayout: post\n{line}\ndate: 2021-03-22\n---\nBody.\n")
    assert front.values["title"] == title
    assert front.values["layout"] == "post"
    assert front.values["date"] == date(2021, 3, 22)


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ("tags:\n\t- wet\n\t- cold", ["wet", "cold"]),
        ("tags: [wet]\n- cold", ["wet", "cold"]),
        ("tags: [wet, 'cold'", "[wet, 'cold'"),
    ],
)
def test_a_list_that_is_no_yaml_is_read_line_by_line(lines: str, tags: Value) -> None:
    front = read_front_matter(f"---\n{lines}\ntitle: Rain\n---\n")
    assert front.values == {"tags": tags, "title": "Rain"}
    assert [problem.place for problem in front.problems] == ["tags"]


def test_a_colon_without_a_blank_is_as_good_as_one_with() -> None:
    front = read_front_matter("---\ntags:[wet, cold]\ntitle:Rain\n---\n")
    assert front.values == {"tags": ["wet", "cold"], "title": "Rain"}


def test_what_looks_like_a_date_and_is_none_stays_text() -> None:
    front = read_front_matter("---\ndate: 2020-02-30\ntitle: !!bool Rain\n---\n")
    assert front.values["date"] == "2020-02-30"


def test_a_merge_conflict_costs_no_other_key() -> None:
    text = "---\nlayout: post\n<<<<<<< HEAD\ntitle: Rain\n=======\ntitle: Snow\n>>>>>>> branch\ntags: wet\n---\nBody.\n"
    front = read_front_matter(text)
    assert front.values == {"layout": "post", "title": "Rain", "tags": "wet"}
    assert text[front.body_start :] == "Body.\n"


@pytest.mark.parametrize(
    "text", ['+++\ntitle = "Rain\ndraft = true\n+++\nB', '{\n"title": "Rain\\q",\n"draft": true,\n}\nB']
)
def test_damaged_toml_and_json_are_read_line_by_line(text: str) -> None:
    front = read_front_matter(text)
    assert str(front.values["title"]).startswith("Rain")
    assert text[front.body_start :] == "B"
    assert front.problems


def test_any_key_may_stand_before_the_opening_fence() -> None:
    text = "author: Wen\n---\ntitle: Rain\n---\nIt rains.\n"
    front = read_front_matter(text)
    assert front.values == {"author": "Wen", "title": "Rain"}
    assert text[front.body_start :] == "It rains.\n"


def test_damaged_json_is_read_without_commas_and_quotation_marks() -> None:
    front = read_front_matter('{\n"title": "Rain, snow" , \n"date": "2021-03-22",\n"draft": true,\n}\nB')
    assert front.values == {"title": "Rain, snow", "date": "2021-03-22", "draft": "true"}


def test_many_dots_in_toml_are_words() -> None:
    front = read_front_matter('+++\ntitle = "' + "." * 300 + '"\ndate = 2021-03-22\n+++\nB')
    assert front.values == {"title": "." * 300, "date": date(2021, 3, 22)}


def test_a_broken_head_with_a_blank_line_keeps_its_later_keys() -> None:
    text = "---\nexcerpt: 'It's wet\n\nand cold.\ntitle: Rain\n---\nBody.\n"
    front = read_front_matter(text)
    assert front.values["title"] == "Rain"
    assert text[front.body_start :] == "Body.\n"


def test_a_long_head_is_read() -> None:
    text = "---\ntitle: Rain\nkeys:\n" + " - a plain item\n" * 7000 + "---\nBody."
    assert len(text) > 110_000
    assert read_front_matter(text).values["title"] == "Rain"


def test_aliases_do_not_multiply() -> None:
    lines = ["title: Rain", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    front = read_front_matter("---\n" + "\n".join(lines) + "\n---\nBody.")
    assert front.values["title"] == "Rain"
    assert front.problems


@pytest.mark.parametrize(
    "head",
    ["a: " + "[" * 100_000, "a: " + "{a: " * 50_000, "- " * 100_000, "? " * 100_000, "<<: [*a, *a]", "a: &a [*a]",
     "\n".join(" " * n + "a:" for n in range(400)), "k: @v\n" * 40_000, "a: 1" + ":1" * 120_000],
)  # fmt: skip
def test_a_head_made_to_do_harm_does_none(head: str) -> None:
    front = read_front_matter(f"---\ntitle: Rain\n{head}\n---\nBody.")
    assert front.values["title"] == "Rain"


@pytest.mark.parametrize(
    "head",
    ["+++\n" + ".".join("a" * 100_000) + " = 1\n+++\n", "+++\na = {" + ".".join("a" * 100_000) + " = 1}\n+++\n",
     '{\n"a": x' + " " * 200_000 + "x\n}\n", '{"a":' * 40_000 + "\n", "+++\na = " + "[" * 200_000 + "\n+++\n"],
)  # fmt: skip
def test_toml_and_json_made_to_do_harm_do_none(head: str) -> None:
    text = f"{head}Body."
    assert text[read_front_matter(text).body_start :].endswith("Body.")


PARAGRAPHS = st.lists(st.sampled_from(["It rains.", "---", "| --- |", "***", "Still: wet", "- item"]), max_size=6)


@given(st.sampled_from(["---\ntitle: Rain\n", "---\ntitle: 'It's\n", "---\nlayout: post\ntitle:Rain\n"]), PARAGRAPHS)
def test_no_word_of_a_body_behind_a_closed_head_is_lost(head: str, paragraphs: list[str]) -> None:
    body = "\n\n".join(["First.", *paragraphs])
    text = f"{head}---\n{body}"
    assert text[read_front_matter(text).body_start :] == body


@given(PARAGRAPHS)
def test_no_word_of_a_body_behind_an_open_head_is_lost(paragraphs: list[str]) -> None:
    body = "\n\n".join(["First.", *paragraphs])
    text = f"---\ntitle: Rain\n\n{body}\n"
    front = read_front_matter(text)
    assert front.values == {"title": "Rain"}
    assert text[front.body_start :] == f"{body}\n"


PIECES = [
    *(
        "---",
        "+++",
        "...",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "\n",
        "\n\n",
        ": ",
        ":",
        " ",
        "\t",
        "- ",
        "#",
        "&a",
        "*a",
        "!!int",
    ),
    *("|", ">", "title", "date", "=", "2021-03-22", "12:30", "中", "\x00", "\x85", "\u2028", "\ud800", ","),
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_text_has_some_front_matter(text: str) -> None:
    front = read_front_matter(text)
    assert 0 <= front.body_start <= len(text)
