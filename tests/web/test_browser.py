"""The page in a real Chromium, answered by the fake assistant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.test_api import HOSTILE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),  # Gradio's queue with pandas 3
]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


# Gradio shows its fields before it listens to them; on a busy machine what is typed at once is lost.
SETTLED_MS = 500


@pytest.fixture
def opened(browser, site):
    """Open a page: `opened(size, path)`; fails the test if it asks an outside host or has a script error."""
    contexts, faults = [], []

    def open_page(size=DESKTOP, path="/", **options):
        context = browser.new_context(viewport=size, locale="en-US", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on(
            "request", lambda sent: None if sent.url.startswith((site, "data:", "blob:")) else faults.append(sent.url)
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(site + path)
        page.wait_for_selector("#pq-box textarea", state="attached")
        page.wait_for_load_state("load")
        page.wait_for_timeout(SETTLED_MS)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


def ask(page, question):
    turns = page.locator("#pq-log .pq-turn").count()
    page.fill("#pq-box textarea", question)
    page.click("#pq-send")
    page.wait_for_function("n => document.querySelectorAll('#pq-log .pq-turn').length > n", arg=turns)


def width(page):
    return page.evaluate("document.documentElement.scrollWidth")


def test_a_typed_question_gets_a_cited_answer_in_stages(opened):
    page = opened()
    page.fill("#pq-box textarea", "每千人床位目标是多少？")
    page.click("#pq-send")
    page.wait_for_selector("#pq-live .pq-stage")
    assert page.locator("#pq-live .pq-stage").all_inner_texts() == ["理解", "查找", "核对"]
    page.wait_for_selector("#pq-log .pq-mark")
    said = page.inner_text("#pq-log .pq-text")
    assert "7.0张" in said
    assert "〔" not in said
    assert page.locator(".pq-badge").all_inner_texts() == ["原文核对一致", "数字已核对"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_citation_shows_its_sentence_marked_and_leads_to_the_text(opened, size):
    page = opened(size)
    ask(page, "床位")
    page.click("#pq-log .pq-mark >> nth=0")
    page.wait_for_selector("#pq-panel mark")
    assert "每千人口医疗机构床位数达7.0张" in page.inner_text("#pq-panel mark")
    assert "第十二章 强基创优，建设卫生强区 › 第一节" in page.inner_text("#pq-panel .pq-panel-way")
    page.click("#pq-panel [data-do=read]")
    page.wait_for_selector(".pq-document .pq-marked")
    assert "床位数达7.0张" in page.inner_text(".pq-document .pq-marked")
    assert "at=12.1.1" in page.url
    assert width(page) <= size["width"]


def test_the_first_answer_on_a_phone_takes_few_actions(opened):
    page = opened(PHONE, has_touch=True, is_mobile=True)
    page.tap("[data-ask*='每千人口医疗机构床位数']")  # 1
    page.wait_for_selector("#pq-log .pq-mark")
    page.tap("#pq-log .pq-mark >> nth=0")  # 2
    page.wait_for_selector("#pq-panel mark")
    assert width(page) <= PHONE["width"]


@pytest.mark.parametrize("tab", ["ask", "read", "find", "desk"])
def test_no_workspace_scrolls_sideways_on_a_phone(opened, tab):
    page = opened(PHONE)
    page.click(f"#pq-tab-{tab}-button")
    page.wait_for_timeout(600)
    assert width(page) <= PHONE["width"]


def test_the_largest_text_fits_a_phone(opened):
    page = opened(PHONE)
    page.click("[data-tool=size]")
    page.click("[data-tool=size]")
    ask(page, "床位")
    assert width(page) <= PHONE["width"]


def test_the_keyboard_alone_is_enough(opened):
    page = opened()
    page.keyboard.press("Tab")
    assert "pq-skip" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.type("床位")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pq-log .pq-mark")
    page.focus("#pq-log .pq-mark >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pq-panel mark")
    assert page.evaluate("document.activeElement.id") == "pq-panel-title"
    page.keyboard.press("Escape")
    assert page.locator("#pq-panel").is_hidden()
    assert "pq-mark" in page.evaluate("document.activeElement.className")


@pytest.mark.parametrize("word", HOSTILE[:6])
def test_hostile_words_are_shown_as_text(opened, word):
    page = opened()
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    ask(page, word)
    assert " ".join(word.split()) in " ".join(page.inner_text("#pq-log .pq-question").split())
    assert page.locator("#pq-log script, #pq-log img, #pq-log iframe").count() == 0


def test_a_hostile_address_is_a_question_and_nothing_more(opened):
    page = opened(path="/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.wait_for_selector("#pq-log .pq-turn")
    assert page.locator("#pq-log img").count() == 0


def test_a_permalink_asks_its_question(opened):
    page = opened(path="/?q=%E5%BA%8A%E4%BD%8D")
    page.wait_for_selector("#pq-log .pq-mark")
    assert page.inner_text("#pq-log .pq-question p") == "床位"


def test_an_address_opens_the_text_at_its_place(opened):
    page = opened(path="/?plan=yuexiu-13fyp&at=b2.4")
    page.wait_for_selector("#p-b2\\.4.pq-here")
    page.wait_for_function("""() => {
        const place = document.querySelector('#p-b2\\\\.4').getBoundingClientRect();
        return place.top >= 0 && place.bottom <= innerHeight;
    }""")


def test_a_footnote_opens_at_its_term_and_closes_with_escape(opened):
    page = opened(path="/?at=1.1.1")
    page.wait_for_selector(".pq-document .pq-term")
    page.click(".pq-document .pq-term >> nth=0")
    assert "商贸业、金融业" in page.inner_text("#pq-note")
    page.keyboard.press("Escape")
    assert page.locator("#pq-note").count() == 0


def test_a_refusal_says_why_and_where_to_go_on(opened):
    page = opened()
    ask(page, "股市明天涨吗？")
    assert "规划里没有写到这件事" in page.inner_text(".pq-refusal")
    assert page.locator(".pq-related .pq-card").count() == 1
    page.click(".pq-chip >> nth=0")
    page.wait_for_function("document.querySelectorAll('#pq-log .pq-turn').length === 2")


def test_two_periods_are_compared_in_a_table_and_a_chart(opened):
    page = opened()
    ask(page, "两个规划期对比")
    assert page.locator(".pq-table tbody tr").count() == 2
    assert page.locator(".pq-chart rect").count() == 2


def test_an_error_is_one_friendly_line_and_the_next_question_works(opened):
    page = opened()
    ask(page, "坏")
    assert "请换个说法" in page.inner_text("#pq-log .pq-error")
    ask(page, "床位")
    assert page.locator("#pq-log .pq-mark").count() == 2


def test_stop_keeps_the_page_usable(opened):
    page = opened()
    page.fill("#pq-box textarea", "慢慢找床位")
    page.click("#pq-send")
    page.click("#pq-stop")
    page.wait_for_selector("#pq-send")
    assert page.input_value("#pq-box textarea") == "慢慢找床位"
    assert page.locator(".pq-welcome").count() == 1
    ask(page, "床位")


def test_clear_brings_the_examples_back(opened):
    page = opened()
    ask(page, "床位")
    page.click("[data-do=clear]")
    page.wait_for_selector(".pq-welcome")


def test_feedback_with_a_reason_is_thanked(opened):
    page = opened()
    ask(page, "床位")
    page.click("[data-do=bad]")
    page.click("text=出处不对")
    page.fill(".pq-feedback textarea", "应为第四节")
    page.click(".pq-feedback [type=submit]")
    page.wait_for_function("document.querySelector('#pq-toast').textContent.includes('已记下')")


@pytest.mark.parametrize("form", ["md", "docx"])
def test_the_conversation_can_be_kept(opened, form):
    page = opened()
    ask(page, "床位")
    with page.expect_download() as download:
        page.click(f"[data-do=export-{form}]")
    assert download.value.suggested_filename.endswith(form)


@pytest.mark.parametrize("clipboard", [True, False], ids=["clipboard", "without the clipboard interface"])
def test_a_copied_answer_carries_its_formal_citation(opened, clipboard):
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    if not clipboard:  # as on a page that is served without https
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    ask(page, "床位")
    page.click("#pq-log [data-do=copy]")
    page.wait_for_function("document.querySelector('#pq-toast').textContent.includes('已复制')")
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0].startswith("到2020年，每千人口医疗机构床位数达7.0张。")
    assert copied[1].startswith("《广州市越秀区国民经济和社会发展第十三个五年规划纲要》第十二章第一节：“")
    assert copied[-1] == "自动检索生成，以原文为准"


def test_print_shows_answers_with_their_citations_and_no_controls(opened):
    page = opened()
    ask(page, "床位")
    page.click("#pq-log .pq-mark >> nth=0")
    page.wait_for_selector("#pq-panel mark")
    page.emulate_media(media="print")
    for shown in ("#pq-log .pq-question", "#pq-log .pq-text", "#pq-log .pq-card .pq-label", ".pq-footer"):
        assert page.locator(shown).first.is_visible(), shown
    assert "每千人口医疗机构床位数达7.0张" in page.inner_text("#pq-log .pq-quote >> nth=0")
    for hidden in ("#pq-composer", "#pq-panel", "#pq-log .pq-actions", ".pq-toolbar", ".pq-tools"):
        assert page.locator(hidden).first.is_hidden(), hidden


def test_wordings_near_in_meaning_stand_beside_the_exact_hits(opened):
    page = opened(path="/?tab=find")
    page.fill("#pq-find-query input", "养老")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pq-find-near .pq-find-card")
    assert "相近度 50%" in page.inner_text("#pq-find-near")
    assert "共找到 20 处" in page.inner_text("#pq-find-summary")


@pytest.mark.parametrize("address", ["b2", "a1"])
def test_an_address_of_a_whole_table_opens_the_table(opened, address):
    page = opened(path=f"/?at={address}")
    page.wait_for_function(f"""() => {{
        const title = document.querySelector('#p-{address}')?.getBoundingClientRect();
        return title && title.top >= 0 && title.bottom <= innerHeight;
    }}""")
    assert page.locator(f"[id^='p-{address}.']").count() > 20


def test_the_interface_turns_traditional_and_the_plans_wording_does_not(opened):
    page = opened()
    ask(page, "床位")
    quote = page.inner_text(".pq-quote >> nth=0")
    page.click("[data-tool=hant]")
    page.wait_for_function("document.querySelector('#pq-send').textContent.includes('發送')")
    assert page.inner_text(".pq-quote >> nth=0") == quote
    page.click("#pq-tab-find-button")  # drawn later than the switch was set
    page.wait_for_function("document.querySelector('#pq-find-csv').textContent.includes('導出')")
    page.click("#pq-tab-ask-button")
    page.click("[data-tool=hant]")
    page.wait_for_function("document.querySelector('#pq-send').textContent.includes('发送')")


def test_nothing_visible_is_english(opened):
    page = opened()
    ask(page, "床位")
    page.add_style_tag(content="[data-source] { display: none !important }")  # the plan's own wording
    for tab in ("ask", "read", "find", "desk"):
        page.click(f"#pq-tab-{tab}-button")
        page.wait_for_timeout(500)
        words = page.evaluate("document.body.innerText.match(/[A-Za-z]{4,}/g) || []")
        assert set(words) <= {"Markdown", "Word", "Excel"}, (tab, words)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["ask", "read", "find", "desk"])
def test_no_serious_accessibility_finding(opened, scheme, tab):
    if not AXE.exists():
        pytest.skip("没有 axe-core：npm install")
    page = opened(color_scheme=scheme)
    if tab == "ask":
        ask(page, "床位")
        ask(page, "两个规划期对比")
        ask(page, "股市")
        page.click("#pq-log .pq-mark >> nth=0")
        page.wait_for_selector("#pq-panel mark")
    else:
        page.click(f"#pq-tab-{tab}-button")
        page.wait_for_timeout(1000)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (item["id"], [node["html"][:160] for node in item["nodes"]][:3])
        for item in found["violations"]
        if item["impact"] in ("serious", "critical")
    ]
    assert not serious


def test_answering_again_puts_a_new_answer_in_the_place_of_the_last(opened):
    page = opened()
    ask(page, "床位")
    page.evaluate("document.querySelector('#pq-log .pq-turn').dataset.old = 'yes'")
    page.get_by_role("button", name="重新回答").first.click()
    page.wait_for_function(
        "!document.querySelector('#pq-log [data-old]') && document.querySelector('#pq-log .pq-turn .pq-mark')"
    )
    assert page.locator("#pq-log .pq-turn").count() == 1
    assert "7.0张" in page.inner_text("#pq-log .pq-text")


def test_high_contrast_changes_the_colours_and_is_kept(opened):
    page = opened()
    shown = (
        "getComputedStyle(document.querySelector('#pq-box textarea')).color"
        " + getComputedStyle(document.body).backgroundColor"
    )
    before = page.evaluate(shown)
    page.get_by_role("button", name="高对比").click()
    page.wait_for_function("document.documentElement.dataset.contrast === 'high'")
    assert page.evaluate(shown) != before
    page.reload()
    page.wait_for_selector("#pq-box textarea", state="attached")
    assert page.evaluate("document.documentElement.dataset.contrast") == "high"


def test_reduced_motion_stops_all_movement(opened):
    page = opened(reduced_motion="reduce")
    ask(page, "床位")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0"
        " || (getComputedStyle(e).animationName !== 'none')).length"
    )
    assert moving == 0


def test_at_twice_the_size_nothing_runs_off_the_page(opened):
    page = opened({"width": 640, "height": 400}, device_scale_factor=2)  # what 1280 × 800 is at 200 %
    ask(page, "床位")
    assert width(page) <= 640
    for tab in ("原文", "查找", "指标与项目"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(300)
        assert width(page) <= 640
