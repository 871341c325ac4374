"""Nobody but the preview's own pages gets anything out of it, or changes anything through it."""

import re

import pytest
from preview_world import HOST, PORT, Preview
from world import read_sources

from publisher.preview.guard import COOKIE, Door

TRAVERSALS = (
    "/../publisher.toml",
    "/site/../../publisher.toml",
    "/site/..%2f..%2fpublisher.toml",
    "/site/%2e%2e/%2e%2e/publisher.toml",
    "/source/..%5cpublisher.toml",
    "/source/..%252fpublisher.toml",
    "/source//etc/passwd",
    "/source/%2fetc%2fpasswd",
    "/source/releases/%2e%2e/publisher.toml",
    "/source/publisher.toml%00.md",
)
"""Ways out of a folder that servers have fallen for (GHSA-vg6x-rcgg-rjx6 among them)."""
DOTFILES = ("/.git/config", "/source/.git/config", "/source/.env.md", "/source/releases/.x.md")
FORM = {"kind": "press-release", "title": "Tea", "date": "2024-06-01", "place": ""}


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", f"127.0.0.1.evil.example:{PORT}", "127.0.0.1", ""],
)
def test_foreign_hosts(small: Preview, host: str) -> None:
    """A name that somebody points at this machine is not the preview's: status 400, whatever is
    asked for; nor is its own name on another port, nor none."""
    for path in ("/", "/source/publisher.toml", "/events"):
        assert small.browser.get(path, headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"https://{HOST}", "http://127.0.0.1"]
)
def test_foreign_origins(small: Preview, origin: str) -> None:
    """A page of another site may ask for nothing, not even with the cookie and the token."""
    before = read_sources(small.newsroom)
    data = {**FORM, "token": small.door.token}
    assert small.browser.post("/new", data=data, headers={"origin": origin}).status_code == 403
    assert small.browser.get("/events", headers={"origin": origin}).status_code == 403
    assert read_sources(small.newsroom) == before


def test_what_the_browser_says_of_a_site(small: Preview) -> None:
    """A foreign page may lead here, and may not embed anything of ours."""
    foreign = {"sec-fetch-site": "cross-site"}
    visit = {**foreign, "sec-fetch-mode": "navigate"}
    assert small.browser.get("/", headers=visit).status_code == 200
    assert (
        small.browser.get("/", headers={**foreign, "sec-fetch-mode": "no-cors"}).status_code == 403
    )
    assert small.browser.post("/new", data=FORM, headers=visit).status_code == 403


@pytest.mark.parametrize("path", [*TRAVERSALS, *DOTFILES])
def test_paths_that_lead_out(small: Preview, path: str) -> None:
    """No form of a path leads out of the newsroom or to a hidden file: status 404."""
    (small.newsroom.folder / ".env.md").write_text("secret", encoding="utf-8")
    (small.newsroom.folder / "releases" / ".x.md").write_text("secret", encoding="utf-8")
    answer = small.browser.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text
    assert "root:" not in answer.text


def test_links_are_followed_before_they_are_trusted(small: Preview) -> None:
    """A link inside the newsroom that leads out of it, or to a hidden file, is not shown; one that
    stays inside is."""
    folder = small.newsroom.folder
    outside = folder.parent / "outside.md"
    outside.write_text("secret", encoding="utf-8")
    (folder / ".hidden.md").write_text("secret", encoding="utf-8")
    (folder / "a.md").symlink_to(outside)
    (folder / "b.md").symlink_to(folder / ".hidden.md")
    (folder / "c.toml").symlink_to(folder / "publisher.toml")
    (folder / "up").symlink_to(folder.parent)
    for name in ("a.md", "b.md", "up/outside.md", "site", "releases"):
        assert small.browser.get(f"/source/{name}").status_code == 404, name
    assert "[organisation]" in small.get("/source/c.toml")


@pytest.mark.parametrize(
    "path", ["/", "/edition/x/en", "/site/a", "/source/publisher.toml", "/events"]
)
def test_only_forms_take_posts(small: Preview, path: str) -> None:
    """What only shows something takes no POST, PUT or DELETE: status 405."""
    for method in ("POST", "PUT", "DELETE"):
        assert small.browser.request(method, path, content=b"x").status_code == 405


def test_changes_need_the_token(small: Preview) -> None:
    """Nothing is changed without the token in the form, nor without the cookie beside it."""
    before = read_sources(small.newsroom)
    for token in ("", "x", small.door.token[:-1]):
        assert small.browser.post("/new", data={**FORM, "token": token}).status_code == 403
    small.browser.cookies.clear()
    data = {**FORM, "token": small.door.token}
    assert small.browser.post("/new", data=data).status_code == 403
    assert read_sources(small.newsroom) == before


def test_what_every_answer_says(small: Preview) -> None:
    """No answer is guessed at, framed elsewhere, kept or read by other sites; no page of ours runs
    a script or takes a style that stands in it; the token's cookie goes to nobody else."""
    for path in ("/", "/new", "/preview.js", "/preview.css", "/nothing", "/.git"):
        answer = small.browser.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert not any(name.startswith("access-control") for name in answer.headers)
        if "html" in answer.headers["content-type"]:
            assert not re.search(
                r"<style|<script(?! src=\"/preview.js\")| style=| on\w+=", answer.text
            )
            assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.text)
    cookie = small.browser.get("/").headers["set-cookie"]
    assert COOKIE in cookie
    assert "SameSite=strict" in cookie
    assert "HttpOnly" in cookie


def test_published_pages_run_nothing(small: Preview) -> None:
    """A page as it will be published has its own styles, by their digest, and no script."""
    shown = small.get("/edition/2024-05-02-hello/en")
    (src,) = re.findall(r'<iframe[^>]* src="([^"]*)"', shown)
    assert 'sandbox="allow-same-origin"' in shown
    policy = small.browser.get(src).headers["content-security-policy"]
    assert "script" not in policy
    assert "unsafe" not in policy
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/=]+';", policy)


def test_much_is_refused_before_it_is_read(small: Preview) -> None:
    """A request that says it is longer than any picture is not read: status 413; one that does not
    say how long it is, neither."""
    large = {"content-length": "99000000000"}
    assert small.browser.post("/new", content=b"x", headers=large).status_code == 413
    assert small.browser.post("/new", content=iter([b"x"])).status_code == 411
    ranges = ",".join(f"{n}-{n}" for n in range(20_000))
    assert small.browser.get("/preview.js", headers={"range": f"bytes={ranges}"}).status_code == 200


def test_door_to_the_network() -> None:
    """By default only this machine's own names are let in; with the network, addresses in numbers,
    which nobody can point elsewhere, and the names that are this machine's."""
    shut = Door.make(PORT, names=["desk.local"])
    assert shut.knows(HOST)
    assert not shut.knows(f"192.168.1.5:{PORT}")
    assert not shut.knows(f"desk.local:{PORT}")
    open_door = Door.make(PORT, network=True, names=["desk.local"])
    assert open_door.knows(f"192.168.1.5:{PORT}")
    assert open_door.knows(f"[fe80::1]:{PORT}")
    assert open_door.knows(f"DESK.local:{PORT}")
    assert not open_door.knows(f"evil.example:{PORT}")
    assert shut.token != open_door.token
