"""Holds HTML pages of verdicts in a headless browser: in both languages, on a phone and on a desk, by day and by night.

    /usr/bin/python3 tests/browser/verdict_pages.py target/debug/exeunt [FOLDER FOR SCREENSHOTS]

Needs Debian's chromium, chromium-driver, python3-selenium and fonts-noto-cjk.
"""

import pathlib
import subprocess
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT = pathlib.Path(__file__).resolve().parents[2]
ACCOUNTS = [
    "tests/browser/hostile.json",
    "examples/accounts/taobao_trader.json",
    "examples/accounts/qq_holdings.json",
    "examples/accounts/cooling_off_just_asked.json",
    "examples/accounts/cooling_off_cancelled.json",
]
SCREENS = {"phone": (390, 844), "desk": (1280, 900)}
SCHEMES = ["light", "dark"]

# What is seen of a page: its outline, what it runs and fetches, and the least contrast of its text.
LOOK = """
const luminance = ([r, g, b]) => {
  const part = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = channels(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
};
const texts = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode.parentElement);
const contrast = (element) => {
  const style = getComputedStyle(element);
  const front = luminance(channels(element.closest("svg") ? style.fill : style.color));
  const back = luminance(behind(element));
  return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
};
const all = (selector) => [...document.querySelectorAll(selector)];
return {
  title: document.title,
  language: document.documentElement.lang,
  text: document.body.innerText,
  width: document.documentElement.scrollWidth,
  screen: document.documentElement.clientWidth,
  headings: all("h1, h2, h3").map((it) => it.tagName),
  mains: all("main").length,
  named: all("section").every((it) => document.getElementById(it.getAttribute("aria-labelledby"))?.innerText),
  drawings: all("svg").every((it) => it.getAttribute("aria-hidden") === "true" || it.getAttribute("aria-label")),
  stretches: all("svg rect").length,
  periods: all("ol.timeline li time").length,
  times: all("time").every((it) => !Number.isNaN(Date.parse(it.dateTime))),
  running: all("script, iframe, object, embed, img, link, form").map((it) => it.outerHTML),
  handlers: all("*").filter((it) => [...it.attributes].some((at) => at.name.startsWith("on"))).length,
  links: all("a").map((it) => it.href),
  fetched: performance.getEntriesByType("resource").map((it) => it.name),
  contrast: Math.min(...texts.map(contrast)),
  small: Math.min(...texts.map((it) => parseFloat(getComputedStyle(it).fontSize))),
};
"""


def browser():
    options = webdriver.ChromeOptions()
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def show(driver, screen, scheme):
    width, height = SCREENS[screen]
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": screen == "phone"}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def faults(seen, language, name):
    """Everything that a page must be and is not."""
    headings = seen["headings"]
    expected = {
        "is in the holder's language": seen["language"] == language,
        "says something": len(seen["text"]) > 40,
        "was not taken over": seen["title"] != "taken over",
        "fits the screen": seen["width"] <= seen["screen"],
        "has one main heading, first": headings[:1] == ["H1"] and headings.count("H1") == 1,
        "has one main part": seen["mains"] == 1,
        "names its sections": seen["named"],
        "hides or names its drawings": seen["drawings"],
        "draws each period that it lists": seen["stretches"] == seen["periods"] > 0,
        "gives times that can be read": seen["times"],
        "runs and embeds nothing": not seen["running"] and not seen["handlers"],
        "fetches nothing": not seen["fetched"],
        "links to the web only": all(link.startswith(("https://", "http://")) for link in seen["links"]),
        "has enough contrast": seen["contrast"] >= 4.5,
        "has letters that can be read": seen["small"] >= 11.5,
    }
    if name == "hostile":
        expected["shows markup as text"] = "<script>" in seen["text"] and "<img src=x" in seen["text"]
    return [what for what, holds in expected.items() if not holds]


def pages(program):
    """Every account in both languages, as (name, language, HTML)."""
    for account in ACCOUNTS:
        for language in ["en", "zh"]:
            command = [program, "eval", "--policies", "policies", "--facts", account]
            command += ["--lang", language, "--format", "html"]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            yield pathlib.Path(account).stem, language, done.stdout


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    looked, wrong = 0, []
    driver = browser()
    with tempfile.TemporaryDirectory() as folder:
        for name, language, page in pages(program):
            file = pathlib.Path(folder) / f"{name}_{language}.html"
            file.write_text(page, encoding="utf-8")
            for screen in SCREENS:
                for scheme in SCHEMES:
                    show(driver, screen, scheme)
                    driver.get(file.as_uri())
                    where = f"{name}_{language}_{screen}_{scheme}"
                    seen = driver.execute_script(LOOK)
                    found = faults(seen, language, name)
                    wrong += [f"{where}: not so: the page {what}\n{seen}" for what in found]
                    looked += 1
                    if shots:
                        driver.get_screenshot_as_file(str(shots / f"{where}.png"))
    driver.quit()
    print("\n".join(wrong) if wrong else f"{looked} pages as they should be")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
