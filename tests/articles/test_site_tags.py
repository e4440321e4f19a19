"""Tags of site generators become HTML or go."""

from __future__ import annotations

import pytest

from reader.articles.site_tags import replace_site_tags
from reader.domain.article import MarkupKind


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% asset_img a.jpg my title %}", '<img src="a.jpg" alt="my title">'),
        ('{{< figure src="a.png" title="T" >}}', '<figure><img src="a.png" alt=""><figcaption>T</figcaption></figure>'),
        ("[caption id=1]<img src=a> T[/caption]", "<figure><img src=a><figcaption>T</figcaption></figure>"),
        ("{% note info %}kept{% endnote %}", "kept"),
        ("{{% notice %}}kept{{% /notice %}}", "kept"),
        ("{{ page.title }} and {x}", "{{ page.title }} and {x}"),
        ("{: .class}", ""),
        ("100% {sure} %}", "100% {sure} %}"),
    ],
)
def test_html(source: str, expected: str) -> None:
    assert replace_site_tags(source, MarkupKind.HTML) == expected


@pytest.mark.parametrize("tag", ["highlight go", "codeblock lang:go"])
def test_code(tag: str) -> None:
    source = f"{{% {tag} %}}\na < b\n\nc{{% end{tag.split()[0]} %}}"
    assert replace_site_tags(source, MarkupKind.MARKDOWN).strip() == (
        '<pre><code class="site language-go">\na &lt; b\n\nc</code></pre>'
    )


def test_code_of_markdown_is_left_alone() -> None:
    source = "```\n{{< keep >}}\n```\n`{% keep %}` {% drop %}"
    assert replace_site_tags(source, MarkupKind.MARKDOWN) == "```\n{{< keep >}}\n```\n`{% keep %}` "
