"""Writes libraries of any size in the reference format: the same articles for the same size."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CATEGORIES = ["新媒体", "编程", "财经", "科技", "体育", "文化", "旅行", "English"]
SOURCES = ["晨读", "半行代码", "远方", "夜航船", "像素", "慢书房", "Daily Line"]
LARGEST = "A 大全"
"""The category of half of the articles, which comes before the others."""
BODIES = 200
"""How many texts the articles of a large library share: writing one takes as long as writing a file."""
SECTIONS = ["首页", "深度", "资讯"]
WORDS = [
    *(
        "城市",
        "河流",
        "屏幕",
        "字体",
        "印刷",
        "报纸",
        "读者",
        "编辑",
        "段落",
        "标点",
        "数据",
        "程序",
        "终端",
        "光标",
        "记忆",
    ),
    *(
        "时间",
        "天气",
        "车站",
        "海岸",
        "山谷",
        "工程",
        "研究",
        "发现",
        "认为",
        "开始",
        "结束",
        "慢慢",
        "重新",
        "安静",
        "明亮",
    ),
    *("遥远", "其实", "也许", "终于", "2026年", "39%", "1,804.38亿元", "Python", "SQLite", "Unicode"),
]
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


def sentence(random_: random.Random) -> str:
    """Return a sentence of some twenty to sixty characters."""
    clauses = ["".join(random_.choices(WORDS, k=random_.randint(3, 6))) for _ in range(random_.randint(1, 4))]
    return "，".join(clauses) + random_.choice("。。。！？")


def body(random_: random.Random, size: int) -> str:
    """Return a body of about `size` bytes of HTML as feeds carry it."""
    blocks: list[str] = []
    written = 0
    while written < size:
        kind = random_.random()
        text = "".join(sentence(random_) for _ in range(random_.randint(1, 4)))
        if kind < 0.06:
            block = f'<p><img src="https://img.example.com/{written}.png" width="600" height="400"></p>'
        elif kind < 0.1:
            block = f"<section><section><h2>{sentence(random_)}</h2></section></section>"
        elif kind < 0.14:
            block = "<ul>" + "".join(f"<li>{sentence(random_)}</li>" for _ in range(4)) + "</ul>"
        elif kind < 0.16:
            block = (
                "<table><tr><th>项目</th><th>说明</th></tr>" + f"<tr><td>甲</td><td>{text}</td></tr>" * 3 + "</table>"
            )
        elif kind < 0.3:
            block = f'<p label="正文"><strong>{sentence(random_)}</strong>{text}<a href="https://example.com/{written}">来源</a></p>'
        else:
            block = f'<p label="正文">{text}</p><p><br></p>'
        blocks.append(block)
        written += len(block.encode())
    return "<div>\n" + "".join(blocks) + "\n</div>"


def article(random_: random.Random, number: int, text: str) -> tuple[str, list[str]]:
    """Return the content of one article file and the path of its category: half of them stand in one."""
    source = random_.choice(SOURCES)
    path = [random_.choice(CATEGORIES), source, SECTIONS[len(source) % len(SECTIONS)]] if number % 2 else [LARGEST]
    categories = "".join(f"\n - {name}" for name in path)
    date = format_datetime(EPOCH + timedelta(minutes=random_.randrange(1_000_000)), usegmt=True)
    title = f"{sentence(random_)[:24]}{number}"
    head = f"title: '{title}'\ncategories: {categories}\nauthor: {source}\ncomments: false\ndate: {date}\n"
    return f"\n---\n{head}---\n\n{text}\n", path


def write(folder: Path, count: int, *, size: int = 6000) -> Path:
    """Write `count` articles of about `size` bytes below `folder`."""
    random_ = random.Random(1)  # noqa: S311 - the same library each time
    bodies = [body(random_, size) for _ in range(min(count, BODIES))]
    for number in range(count):
        text, path = article(random_, number, random_.choice(bodies))
        place = folder.joinpath(*path)
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.md").write_text(text, encoding="utf-8")
    return folder


def write_one(file: Path, size: int) -> Path:
    """Write one article of about `size` bytes in the largest category; its text begins with "Beginning"."""
    random_ = random.Random(2)  # noqa: S311 - the same article each time
    text, _ = article(random_, 0, body(random_, size))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.replace("<div>", "<div><p>Beginning</p>", 1), encoding="utf-8")
    return file
