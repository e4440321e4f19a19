"""Tags of site generators become HTML or go."""

from __future__ import annotations

import pytest

from reader.articles.site_hints import replace_site_tags
from reader.domain.article import MarkupKind


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% asset_img a.jpg my title %}", '<figure><img src="a.jpg" alt="my title"></figure>'),
        (
            """{% img c /a.png 300 200 '"T" "A"' %}""",
            '<figure><img src="/a.png" alt="T" width="300" height="200"></figure>',
        ),
        (
            '{% image src="/a.png" caption="C" %}',
            '<figure><img src="/a.png" alt=""><figcaption>C</figcaption></figure>',
        ),
        ("{% image /a.png, alt=A %}", '<figure><img src="/a.png" alt="A"></figure>'),
        ('{{< figure src="a.png" title="T" >}}', '<figure><img src="a.png" alt=""><figcaption>T</figcaption></figure>'),
        (
            '{{< legacy-img-right src="a.png" alt="A" caption="C" >}}',
            '<figure><img src="a.png" alt="A"><figcaption>C</figcaption></figure>',
        ),
        (
            '{% include image/wide.html img="https://a.b/c.png" alt="50% of A" %}',
            '<figure><img src="https://a.b/c.png" alt="50% of A"></figure>',
        ),
        ("{% include nav.html %}{{< image-map >}}", ""),
        ("{{< youtube a-b_c >}}", '<iframe src="https://www.youtube.com/watch?v=a-b_c" title=""></iframe>'),
        ('{{< tweet user="a" id="12" >}}', '<iframe src="https://x.com/i/status/12" title=""></iframe>'),
        ("{% vimeo 12 %}", '<iframe src="https://vimeo.com/12" title=""></iframe>'),
        ('[video mp4="https://a.b/c.mp4"][/video]', '<video src="https://a.b/c.mp4"></video>'),
        ("[audio https://a.b/c.mp3]", '<audio src="https://a.b/c.mp3"></audio>'),
        ("[embed]https://a.b/c[/embed]", '<iframe src="https://a.b/c"></iframe>'),
        ('a [gallery ids="1,2"] b', "a  b"),
        ("[video](http://a.b) [audio]: [embed][a] [gallery] [video of a]", None),
        ("[caption id=1]<img src=a> T[/caption]", "<figure><img src=a><figcaption>T</figcaption></figure>"),
        ("{% note info %}kept{% endnote %}", "kept"),
        ("{{% notice %}}kept{{% /notice %}}", "kept"),
        ("{{ page.title }} and {x}", None),
        ("<pre>\n::: tip\n> [!NOTE]\n!!! a\n    b</pre>", None),
        ("{: .class}", ""),
        ("* TOC\n{:toc}\n1. TOC\n{: toc .a}\n* b\n{: .c}", "\n\n* b\n"),
        ("100% {sure} %} ({:a=>1}) f(x){a=b} {:ok, c}", None),
        ('<code>[a](b){:.c} [d](e){target="f"}</code>', None),
        ("<p>Use <code>[php]</code> and <code>[/php]</code></p>", None),
        ("<p>[php]</p><h2>a</h2><p>[/php]</p>", None),
        ("<p>Jobs: [java] a [/java]</p>", None),
        ("<pre>\n[code]\na\n[/code]\n</pre>", None),
    ],
)
def test_a_tag_becomes_html_or_goes(source: str, expected: str | None) -> None:
    assert replace_site_tags(source, MarkupKind.HTML) == (source if expected is None else expected)


@pytest.mark.parametrize("tag", ["highlight go", "codeblock lang:go"])
def test_a_tag_around_code_becomes_code(tag: str) -> None:
    source = f"{{% {tag} %}}\na < b\n\nc{{% end{tag.split()[0]} %}}"
    assert replace_site_tags(source, MarkupKind.MARKDOWN).strip() == (
        '<pre><code class="language-go">\na &lt; b\n\nc</code></pre>'
    )


@pytest.mark.parametrize(
    "tags", ["[php]{}[/php]", "[code lang=&quot;php&quot;]{}[/code]", "[sourcecode language='php']{}[/sourcecode]"]
)
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("\n<?php $a[0] &lt; {% b %}\n\n", "&lt;?php $a[0] &lt; {% b %}"),
        ("</p>\n<p><b>a</b><br />\nb</p>\n<p>c</p>\n<p>", "<b>a</b>\nb\n\nc"),
    ],
)
def test_a_tag_of_wordpress_around_code_becomes_code(tags: str, code: str, expected: str) -> None:
    written = replace_site_tags(tags.format(code), MarkupKind.HTML)
    assert written == f'\n<pre><code class="language-php">\n{expected}</code></pre>\n'


def test_a_tag_of_wordpress_in_markdown_becomes_code() -> None:
    written = replace_site_tags("[html]<p>a</p>[/html]\n`[html]` [html] a", MarkupKind.MARKDOWN)
    assert written == '\n<pre><code class="language-html">\n&lt;p&gt;a&lt;/p&gt;</code></pre>\n\n`[html]` [html] a'


def test_attributes_of_kramdown_go() -> None:
    source = 'a](b){:target="_blank"} ![c](d) {: width="7" .e }, ![f](g_(h)){width=50%} `i`{: .j} **k**{:.l}'
    assert replace_site_tags(source, MarkupKind.MARKDOWN) == "a](b) ![c](d) , ![f](g_(h)) `i` **k**"


@pytest.mark.parametrize(
    "text",
    [
        "f(x){width=100} and a {: .class} {:a}",
        "Has [code] since 2.\n\n## A\n\nTo [/code].",
        "[java] a, [/java] b",
        "<pre><code>\n[code]a[/code]\n</code></pre>",
        "a\n\n    b [php]\n    c\n    [/php]\n",
        ":::今天天气真好",
        "::: hello world",
        "::: 完 :::",
        "::: tab a",
        "::: {今天}",
        "!!! note 文字\n    a",
        "!!! Wow so great\n    a",
        '!!! 文 "a"\n    b',
        "<pre>\n::: tip\n!!! note\n    a\n> [!NOTE]\n</pre>",
        "a\n\n    > [!NOTE]\n\n    ::: warning\n",
        "> [!important](http://a.b/c) d",
        "> [!tip]: a",
        "> [!tip][a]",
    ],
)
def test_what_is_no_tag_in_markdown(text: str) -> None:
    assert replace_site_tags(f"{text}{{% a %}}", MarkupKind.MARKDOWN) == text


@pytest.mark.parametrize(
    ("given", "head"),
    [
        ("A.java lang:java https://b.c/d e f first_line:2", '<p>A.java <a href="https://b.c/d">e f</a></p>'),
        ("lang:java two words", "<p>two words</p>"),
    ],
)
def test_the_head_of_code(given: str, head: str) -> None:
    written = replace_site_tags(f"{{% codeblock {given} %}}\na{{% endcodeblock %}}", MarkupKind.MARKDOWN)
    assert written.strip() == f'{head}\n\n<pre><code class="language-java">\na</code></pre>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('[a]({{< ref "x.md" >}} "Two words") [b]({{% ref "y" %}}) [c]({{< ref "z" >}}#d)', "[a]() [b]() [c](#d)"),
        ("[a]({{ site.url }}{{ site.baseurl }}/b.html 'c d')", "[a](/b.html 'c d')"),
        ('![a]({{ "/b.png" | relative_url }})', "![a](/b.png)"),
        ('[a]({% post_url 2014-01-01-b %} "T")', "[a]()"),
        ("[a]: {{ site.baseurl }}/b\n[c]: {% link d.md %}\n", "[a]: /b\n[c]: <>\n"),
        ('<img alt="a" src="{{ site.baseurl }}/b.png">', '<img alt="a" src="/b.png">'),
        ('{{ a }} x="{{ b }}"', '{{ a }} x="{{ b }}"'),
    ],
)
def test_tags_in_addresses_become_addresses_or_go(source: str, expected: str) -> None:
    assert replace_site_tags(source, MarkupKind.MARKDOWN) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% post_link a-b 《题 目》 %}{% post_link c 'T' false %}{% post_link d %}", "《题 目》T"),
        ("{% link 文 字 https://a.b/c true %}", '<a href="https://a.b/c">文 字</a>'),
        (
            "{% btn /a/, 下载, fa-x %}{% link https://a.b %}",
            '<a href="/a/">下载</a><a href="https://a.b">https://a.b</a>',
        ),
        ("{% link _posts/a.md %}", ""),
        ("{% label primary@a b %} {% label 标签 blue %} {% label c %} {% label d e %}", "a b 标签 c d e"),
    ],
)
def test_tags_of_phrases_become_their_text(source: str, expected: str) -> None:
    assert replace_site_tags(source, MarkupKind.MARKDOWN) == expected


@pytest.mark.parametrize(
    "tag",
    [
        '{{< details "A b" >}}',
        '{{% expand "A b" "more" %}}',
        '{{< admonition tip "A b" true >}}',
        '{{< admonition "tip" "A b" >}}',
        '{{< admonition type="tip" title="A b" open=false >}}',
        '{{< tab name="A b" >}}',
        '{{< card title="A b" link="c" >}}\n',
        "{% folding cyan open, A b %}",
        "{% folding A b open:true %}",
        "{% hideToggle A b,#fff,red %}",
        "<!-- tab A b@icon -->",
    ],
)
def test_the_title_of_a_box_becomes_its_summary(tag: str) -> None:
    written = replace_site_tags(f"{tag}c{{{{< /d >}}}}<!-- endtab -->", MarkupKind.HTML)
    assert written.replace("\n", "") == "<summary>A b</summary>c<!-- endtab -->"


def test_tags_without_titles() -> None:
    text = '{{< tabs "a" >}}{{< notice >}}{{< gist "a" "b" >}}{% folding %}{% note info %}<!-- tab bar -->'
    assert replace_site_tags(text, MarkupKind.HTML) == "<!-- tab bar -->"
    assert replace_site_tags('A {{< abbr title="b" >}}c\n{{< tooltip title="b" >}}d', MarkupKind.HTML) == "A c\nd"


def test_quotations_have_their_source() -> None:
    written = replace_site_tags("{% blockquote A, B %}\nc\n{% endblockquote %}", MarkupKind.MARKDOWN)
    assert written.split("\n") == ["", "", "<blockquote>", "", "c", "", "<p>— A, B</p>", "", "</blockquote>", "", ""]


def test_code_of_markdown_is_left_alone() -> None:
    source = "```\n{{< keep >}}{% code %}a{% endcode %}\n```\n`{% keep %}`\n\n    [gallery ids=1]\n"
    assert replace_site_tags(f"{source}{{% drop %}}", MarkupKind.MARKDOWN) == source
